from django import forms
from django.template import engines
from django.test import RequestFactory

from enishi.doors.web.ui.types import SELF, PathStep, PersonCard


def make_card(name="藤田 直樹", degree=1, **said):
    return PersonCard(
        handle="fujita",
        name=name,
        honorific=f"{name}さん",
        degree=degree,
        glyph="藤",
        tone=5,
        **said,
    )


def draw(source, **context):
    template = engines["django"].from_string("{% load ui %}" + source)
    return template.render(context, RequestFactory().get("/somewhere/?q=1"))


class RecordForm(forms.Form):
    headline = forms.CharField(label="Headline", help_text="One line", max_length=120)
    place = forms.CharField(label="Place", required=False, max_length=20)
    open_to = forms.MultipleChoiceField(
        label="Open to",
        choices=[("chat", "A chat"), ("consultation", "A consultation")],
        widget=forms.CheckboxSelectMultiple,
    )
    hides = forms.BooleanField(label="Hide it", required=False)


def test_a_path_is_a_line_with_a_list_that_says_the_same():
    path = [PathStep(make_card("高梨 環", SELF)), PathStep(make_card(), "6年同僚")]
    html = draw("{% thread path %}", path=path)
    assert 'class="thread-line"' in html
    assert html.count("<li>") == 2
    assert '<span class="who">You</span>' in html
    assert '<span class="who">藤田 直樹さん</span><span class="tie">6年同僚</span>' in html


def test_no_path_is_an_open_end_and_a_sentence():
    html = draw("{% thread path %}", path=[])
    assert "There is no tie that everyone on it agrees to show." in html
    assert "<ol" not in html


def test_a_person_stands_with_name_degree_and_headline_in_its_language():
    card = make_card(headline="Sales <lead>", headline_lang="en")
    html = draw('{% include "components/person.html" %}', card=card)
    assert 'href="/people/fujita/">藤田 直樹さん</a><span class="degree">' in html
    assert '<p class="head" lang="en">Sales &lt;lead&gt;</p>' in html


def test_a_field_ties_hint_and_error_to_its_control():
    html = draw("{% field form.headline %}", form=RecordForm({"headline": ""}))
    assert '<label class="lbl" for="id_headline">' in html
    assert 'aria-describedby="id_headline_helptext id_headline_error"' in html
    assert 'aria-invalid="true"' in html
    assert 'id="id_headline_helptext">One line' in html
    assert 'id="id_headline_error"' in html


def test_what_was_typed_is_kept():
    form = RecordForm({"headline": 'A "<line>"', "place": "x" * 30})
    assert 'value="A &quot;&lt;line&gt;&quot;"' in draw("{% field form.headline %}", form=form)


def test_only_long_texts_have_a_counter():
    form = RecordForm()
    assert "Up to 120 characters" in draw("{% field form.headline %}", form=form)
    assert "Up to" not in draw("{% field form.place %}", form=form)


def test_choices_are_a_group_with_a_legend():
    html = draw("{% field form.open_to %}", form=RecordForm({"open_to": ["chat"]}))
    assert "<fieldset" in html
    assert "<legend" in html
    assert html.count('class="tick"') == 2
    assert html.count("checked") == 1
    assert 'class="checkbox"' in html


def test_a_single_tick_has_its_label_behind_it():
    html = draw("{% field form.hides %}", form=RecordForm())
    assert html.index("<input") < html.index("Hide it")


def test_the_summary_names_every_field_that_needs_a_look():
    html = draw('{% include "components/form_errors.html" %}', form=RecordForm({"place": ""}))
    assert "please look at 2 places" in html
    assert '<a href="#id_headline">' in html
    assert '<a href="#id_open_to">' in html
    assert 'role="alert"' in html


def test_a_form_without_errors_has_no_summary():
    html = draw('{% include "components/form_errors.html" %}', form=RecordForm())
    assert html.strip() == ""


def test_a_record_line_says_where_and_when():
    line = {
        "text": "料金改定を企画",
        "spans": [(0, 4)],
        "lang": "ja",
        "organization": "あけぼの求人社",
    }
    line |= {"starts": "2018", "ends": "2018", "is_current": False, "ask_url": "/ask/"}
    html = draw('{% include "components/evidence_list.html" %}', lines=[line])
    assert '<mark class="ev">料金改定</mark>を企画' in html
    assert "<b>あけぼの求人社</b> · 2018" in html
    assert 'href="/ask/"' in html


def test_a_hidden_field_is_its_control_and_nothing_else():
    class Hidden(forms.Form):
        at = forms.CharField(widget=forms.HiddenInput)

    html = draw("{% field form.at %}", form=Hidden())
    assert html.strip() == '<input type="hidden" name="at" class="input" id="id_at">'
