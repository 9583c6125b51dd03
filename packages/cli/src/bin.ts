#!/usr/bin/env node
import { createProgram } from "./program.ts";
import { showError } from "./terminal/show-error.ts";

createProgram(process.env)
  .parseAsync()
  .catch((error: unknown) => {
    showError(error);
    process.exit(1);
  });
