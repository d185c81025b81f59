"""The tests' own pytest plugins: real services, the browser, sizes, and the account of what did not run."""
