"""Addresses: saved searches and standing questions."""

from django.urls import path

from enishi.doors.web.standing import question_views, search_views

_SEARCH = "searches/<int:search_id>/"
_QUESTION = "questions/<int:question_id>/"
_ASKING = "questions/asked/<int:asking_id>/"
urlpatterns = [
    path("searches/", search_views.saved_searches, name="saved_searches"),
    path("searches/new/", search_views.save_search, name="save_search"),
    path(_SEARCH, search_views.change_search, name="change_search"),
    path(f"{_SEARCH}remove/", search_views.remove_search, name="remove_search"),
    path(f"{_SEARCH}restore/", search_views.restore_search, name="restore_search"),
    path("questions/", question_views.questions, name="questions"),
    path("questions/new/", question_views.new_question, name="new_question"),
    path(_QUESTION, question_views.question, name="question"),
    path(f"{_QUESTION}close/", question_views.close_question, name="close_question"),
    path(f"{_QUESTION}withdraw/", question_views.withdraw_question, name="withdraw_question"),
    path(_ASKING, question_views.asking, name="asking"),
    path(f"{_ASKING}no/", question_views.say_no, name="say_no"),
    path(f"{_ASKING}later/", question_views.say_later, name="say_later"),
]
