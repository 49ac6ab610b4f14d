"""Readers report mistakes; editors deal with the reports."""
