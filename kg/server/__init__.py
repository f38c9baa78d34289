"""The SPARQL endpoint: `protocol` says what is answered, `workers` answer it, `app` and `run` put it on the network."""
