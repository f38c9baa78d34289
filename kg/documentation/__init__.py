"""The documentation of the model, made from the ontology itself: a page, drawings, and the record of its versions."""
