"""Use cases: load, ask the domain, change, record, return.  May not import Flask, hosts or queries."""
