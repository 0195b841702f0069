"""What is shown, without the web: the folium map, the numbered places, the quotes and the article in pieces."""
