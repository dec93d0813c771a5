"""The files of a LinkedIn archive, told by their header rows.

File names are localised (`Berufserfahrung.csv`) and columns come and go with the years; the
header row stays English. So a file is known by the columns that it must have.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Signature:
    """The columns by which a file is known; `is_whole` when it may have no others."""

    holds: str
    columns: frozenset[str]
    is_used: bool = False
    is_whole: bool = False


def plain(column: str) -> str:
    """Fold a column's name: case, spaces and underscores differ between years.

    >>> plain(" Started_On "), plain("First Name")
    ('startedon', 'firstname')
    """
    return "".join(column.split()).replace("_", "").casefold()


def _known(
    holds: str, columns: str, *, is_used: bool = False, is_whole: bool = False
) -> Signature:
    return Signature(holds, frozenset(map(plain, columns.split(","))), is_used, is_whole)


def _used(holds: str, columns: str, *, is_whole: bool = False) -> Signature:
    return _known(holds, columns, is_used=True, is_whole=is_whole)


SIGNATURES = (
    _used("profile", "First Name,Last Name,Headline,Summary"),
    _used("profile_summary", "Profile Summary", is_whole=True),
    _used("positions", "Company Name,Title,Started On,Finished On"),
    _used("education", "School Name,Start Date,End Date"),
    _used("skills", "Name", is_whole=True),
    _used("languages", "Name,Proficiency"),
    _used("certifications", "Name,Authority,Started On"),
    _used("projects", "Title,Description,Url,Started On"),
    _used("publications", "Name,Published On,Publisher"),
    _used("honors", "Title,Description,Issued On"),
    _used("volunteering", "Company Name,Role,Cause"),
    _used("connections", "First Name,Last Name,Connected On"),
    _known("test_scores", "Tested On,Name,Score"),
    _known("email_addresses", "Email Address,Confirmed,Primary"),
    _known("phone_numbers", "Extension,Number,Type"),
    _known("phone_numbers", "Number,Extension,Is_WhatsApp_Number"),
    _known("registration", "Registered At,Registration Ip"),
    _known("contacts", "Source,FirstName,LastName,Emails,PhoneNumbers"),
    _known("invitations", "From,To,Sent At,Direction"),
    _known("messages", "CONVERSATION ID,FROM,TO,DATE,CONTENT"),
    _known("recommendations", "First Name,Last Name,Job Title,Text,Creation Date"),
    _known("endorsements", "Endorsement Date,Skill Name,Endorsement Status"),
    _known("follows", "Organization,Followed On"),
    _known("follows", "Date,Status,FullName"),
    _known("posts", "Date,ShareLink,ShareCommentary"),
    _known("comments", "Date,Link,Message"),
    _known("reactions", "Date,Type,Link"),
    _known("votes", "Date,Link,OptionText"),
    _known("posts", "Date,Link", is_whole=True),
    _known("saved_items", "savedItem,CreatedTime"),
    _known("events", "Event Name,Event Time,Status"),
    _known("media", "Date/Time,Media Description,Media Link"),
    _known("searches", "Time,Search Query"),
    _known("job_alerts", "ALERT_PARAMETERS,SAVED_SEARCH_ID"),
    _known("notes", "Connection First Name,Connection Last Name,Note"),
    _known("inferences", "Category,Type of inference,Inference"),
    _known("advertising", "Ad clicked Date,Ad Title/Id"),
    _known("advertising", "Company Names,Job Titles"),
    _known("security", "Challenge Date,IP Address,User Agent"),
    _known("receipts", "First Name,Last Name,Invoice Number,Total Amount"),
    _known("identity", "Private Identity Asset Name,Private Identity Asset Raw Text"),
    _known("job_answers", "Question,Answer", is_whole=True),
    _known("job_applications", "Application Date,Company Name,Job Title,Resume Name"),
    _known("saved_jobs", "Saved Date,Job Url,Job Title,Company Name"),
    _known("job_preferences", "Locations,Industries,Preferred Job Types,Job Titles"),
    _known("verifications", "First name,Last name,Verification type,Document type"),
    _known("services", "Creation Time,Marketplace Type"),
    _known("learning", "Content Title,Content Description,Content Type"),
)


def signature_of(columns: list[str]) -> Signature | None:
    """Tell which file has such a header row; the one that asks for most columns wins.

    >>> signature_of(["Company Name", "Title", "Started On", "Finished On"]).holds
    'positions'
    >>> signature_of(["Nombre"]) is None
    True
    """
    found = frozenset(filter(None, map(plain, columns)))
    fitting = [
        signature
        for signature in SIGNATURES
        if (found == signature.columns if signature.is_whole else found >= signature.columns)
    ]
    return max(fitting, key=lambda signature: len(signature.columns), default=None)
