"""The staff whom a visitor to the demonstration can be, with one click."""

from dataclasses import dataclass

from throughcare.access.roles import ROLES, Role


@dataclass(frozen=True, slots=True)
class Persona:
    """Somebody fictional who works in Ambershire."""

    slug: str
    name: str
    role: Role
    team: str
    does: str
    sees: str = ""

    @property
    def email(self) -> str:
        """Their sign-in name; the domain can never exist."""
        return f"{self.slug}@ambershire.example"

    @property
    def role_title(self) -> str:
        """The role in words."""
        return ROLES[self.role].title


CAST: tuple[Persona, ...] = (
    Persona(
        "dana.whitlock",
        "Sergeant Dana Whitlock",
        Role.CUSTODY_OFFICER,
        "Amberford custody suite",
        "records arrivals and alerts Liaison and Diversion",
        "who is in custody, and the summaries that came",
    ),
    Persona(
        "amara.obi",
        "Amara Obi",
        Role.PRACTITIONER,
        "Ambershire Liaison and Diversion team",
        "sees people in custody, screens, reports and refers",
        "who is waiting in custody, and what is overdue on the worklist",
    ),
    Persona(
        "joel.penrose",
        "Joel Penrose",
        Role.PRACTITIONER,
        "Ambershire youth justice team",
        "sees children and young people",
        "the children and young people in custody",
    ),
    Persona(
        "rhys.maddock",
        "Rhys Maddock",
        Role.SUPPORT_WORKER,
        "Ambershire Liaison and Diversion team",
        "gets people to their first appointment",
        "what the team has to follow up",
    ),
    Persona(
        "helen.tranter",
        "Helen Tranter",
        Role.COURT_OFFICER,
        "Amberford Magistrates' Court office",
        "receives summaries for the court",
        "the summaries that nobody has opened yet",
    ),
    Persona(
        "sol.adeyemi",
        "Sol Adeyemi",
        Role.HEALTHCARE_WORKER,
        "Fennick health team",
        "looks after people's health in HMP Fennick",
        "what the health team there has to do",
    ),
    Persona(
        "priya.nair",
        "Priya Nair",
        Role.SERVICE_WORKER,
        "Ambershire drug and alcohol service",
        "accepts or declines referrals and says when the person was seen",
        "the referrals that wait for an answer",
    ),
    Persona(
        "tom.ellery",
        "Tom Ellery",
        Role.SERVICE_WORKER,
        "Amberford housing options",
        "accepts or declines referrals and says when the person was seen",
        "the referrals that wait for an answer",
    ),
    Persona(
        "grace.lindqvist",
        "Grace Lindqvist",
        Role.MANAGER,
        "Ambershire Liaison and Diversion team",
        "answers for the service's figures",
        "the figures of the last weeks",
    ),
    Persona(
        "ifan.rees",
        "Ifan Rees",
        Role.GOVERNANCE_LEAD,
        "Ambershire Liaison and Diversion team",
        "reviews what was shared and who looked",
        "what was shared, and who looked at records",
    ),
)
