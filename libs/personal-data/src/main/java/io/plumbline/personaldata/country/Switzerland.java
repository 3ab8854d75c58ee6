package io.plumbline.personaldata.country;

import java.util.List;

final class Switzerland {

    private Switzerland() {}

    static Land land() {
        return new Land(
                "CH",
                "Switzerland",
                List.of("de", "fr", "it", "rm"),
                List.of(
                        Identifier.of("CH_AHV", "social security number (AHV/AVS)")
                                .form(0.5, "756[. ]?\\d{4}[. ]?\\d{4}[. ]?\\d{2}")
                                .check(Check.deciding(Checksums::gs1))
                                .source("AHVG Art. 50c; GS1 check digit")
                                .context("ahv, ahv nummer, avs, numéro avs, sozialversicherungsnummer, oasi, svnr,"
                                        + " social security number")
                                .asConclusive(),
                        Identifier.of("CH_UID", "enterprise identification number (UID)")
                                .form(0.5, "CHE[- ]?\\d{3}[. ]?\\d{3}[. ]?\\d{3}( ?(MWST|TVA|IVA|TPV))?")
                                .check(Check.deciding(Switzerland::enterprise))
                                .source("UIDG, eCH-0097")
                                .context("uid, ide, mwst, tva, iva, unternehmens identifikationsnummer")
                                .asConclusive(),
                        Papers.passport("CH", "[A-Z]\\d{7}").context("reisepass, pass, passeport, passaporto"),
                        Papers.identityCard("CH", "[A-Z]\\d{7}")
                                .context("identitätskarte, carte d identité, carta d identità"),
                        Papers.plate(
                                        "CH",
                                        "(A[GIR]|B[ELS]|FR|G[ELR]|JU|LU|N[EW]|OW|S[GHOZ]|T[GI]|UR|V[DS]|Z[GH])["
                                                + " -]?\\d{1,6}")
                                .context("kontrollschild, autonummer, plaque, targa")));
    }

    private static boolean enterprise(String compact) {
        int sum = Checksums.weightedFrom(compact, 3, 5, 4, 3, 2, 7, 6, 5, 4);
        return (11 - sum % 11) % 11 == Checksums.value(compact, 11);
    }
}
