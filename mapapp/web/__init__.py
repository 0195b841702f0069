"""The web application: pages, layers and the browser half, answered from memory."""
