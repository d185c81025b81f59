"""Tests of what builds, starts and tests the product."""
