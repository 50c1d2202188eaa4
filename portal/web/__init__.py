"""What the views of every app share. Nothing here imports an app."""
