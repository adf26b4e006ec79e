"""Stormy evenings: five candidates, two coaches, bad weather and deaths, all from one seed; then a judge."""
