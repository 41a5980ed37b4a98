"""`wenzhai serve`: the site as it would be published, on this machine, new at every save."""
