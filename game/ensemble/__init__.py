"""Ensembles: a scenario played many times, over all cores or a cluster, and the tables and files that come of it."""
