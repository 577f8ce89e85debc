"""Where every page is."""

from throughcare.web.pages import about, entrance, home

urlpatterns = [
    *home.urlpatterns,
    *entrance.urlpatterns,
    *about.urlpatterns,
]
handler403 = "throughcare.web.pages.errors.not_allowed"
handler404 = "throughcare.web.pages.errors.not_found"
handler500 = "throughcare.web.pages.errors.went_wrong"
