"""Where every page is."""

from throughcare.web.pages import (
    about,
    arrivals,
    boards,
    custody,
    entrance,
    figures,
    home,
    journey,
    needs,
    offering,
    person,
    received,
    record,
    referrals,
    screening,
    screening_asking,
    screening_result,
    search,
    share,
    sharing,
    telling,
    worklist,
)

urlpatterns = [
    *home.urlpatterns,
    *entrance.urlpatterns,
    *about.urlpatterns,
    *search.urlpatterns,
    *person.urlpatterns,
    *record.urlpatterns,
    *boards.urlpatterns,
    *arrivals.urlpatterns,
    *custody.urlpatterns,
    *journey.urlpatterns,
    *screening.urlpatterns,
    *screening_asking.urlpatterns,
    *screening_result.urlpatterns,
    *sharing.urlpatterns,
    *share.urlpatterns,
    *telling.urlpatterns,
    *received.urlpatterns,
    *worklist.urlpatterns,
    *offering.urlpatterns,
    *needs.urlpatterns,
    *referrals.urlpatterns,
    *figures.urlpatterns,
]
handler403 = "throughcare.web.pages.errors.not_allowed"
handler404 = "throughcare.web.pages.errors.not_found"
handler500 = "throughcare.web.pages.errors.went_wrong"
