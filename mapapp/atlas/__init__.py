"""The build: articles and gazetteer in, the files of the layer folder out."""
