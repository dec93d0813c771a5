"""Addresses: blogs."""

from django.urls import path

from enishi.doors.web.blogs import views

urlpatterns = [
    path("me/blogs/", views.blogs, name="blogs"),
    path("me/blogs/look/", views.look_at_blog, name="look_at_blog"),
    path("me/blogs/add/", views.add_blog, name="add_blog"),
    path("me/blogs/<int:blog_id>/fetch/", views.fetch_blog, name="fetch_blog"),
    path("me/blogs/<int:blog_id>/seen-by/", views.show_blog, name="show_blog"),
    path("me/blogs/<int:blog_id>/remove/", views.remove_blog, name="remove_blog"),
    path("me/blogs/<int:blog_id>/restore/", views.restore_blog, name="restore_blog"),
    path("people/<slug:handle>/posts/", views.posts, name="posts"),
]
