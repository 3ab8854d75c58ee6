package io.plumbline.personaldata.country;

import io.plumbline.personaldata.country.check.BirthDates;
import io.plumbline.personaldata.country.check.Checksums;
import io.plumbline.personaldata.country.check.IdentifierCheck;
import io.plumbline.personaldata.scan.Validity;
import java.util.List;

/// Austria, Belgium, France, Luxembourg, the Netherlands and Switzerland; for Germany, see [Germany].
final class WesternEurope {

    private WesternEurope() {}

    static Country austria() {
        return new Country(
                "AT",
                "Austria",
                List.of("de"),
                List.of(
                        Identifier.of("AT_SVNR", "social insurance number")
                                .form(0.3, "\\d{4}[ -]?\\d{6}")
                                .check(IdentifierCheck.deciding(WesternEurope::austrianSocialInsurance))
                                .source("ASVG § 31, Dachverband der Sozialversicherungsträger")
                                .context("svnr, sv nummer, sozialversicherungsnummer, versicherungsnummer, social"
                                        + " insurance number, social security number, ecard"),
                        Identifier.of("AT_TAX_NUMBER", "tax account number")
                                .form(0.2, "\\d{2}[- ]?\\d{3}/\\d{4}")
                                .form(0.05, "\\d{9}")
                                .check(IdentifierCheck.deciding(Checksums::luhn))
                                .source("Bundesministerium für Finanzen, Abgabenkontonummer")
                                .context("steuernummer, steuer nr, abgabenkontonummer, finanzamt, tax number"),
                        CommonIdentifiers.vat("AT", "AT ?U\\d{8}")
                                .check(IdentifierCheck.deciding(WesternEurope::austrianVat))
                                .context("uid, uid nummer, ust id, umsatzsteuer"),
                        CommonIdentifiers.passport("AT", "[A-Z] ?\\d{7}").context("reisepass, passnummer, pass nr"),
                        CommonIdentifiers.identityCard("AT", "\\d{7}[A-Z]?|[A-Z]{2}\\d{7}")
                                .context("personalausweis, ausweisnummer")));
    }

    private static boolean austrianSocialInsurance(String digits) {
        int sum = Checksums.weighted(digits, 3, 7, 9, 0, 5, 8, 4, 2, 1, 6);
        int month = BirthDates.two(digits, 6);
        int day = BirthDates.two(digits, 4);
        return digits.charAt(0) != '0'
                && sum % 11 == Checksums.value(digits, 3)
                && day >= 1
                && day <= 31
                && month >= 1
                && month <= 15; // 13 to 15 when the numbers of a day have run out
    }

    private static boolean austrianVat(String compact) {
        String digits = compact.substring(3);
        int sum = Checksums.crossWeighted(digits, 1, 2, 1, 2, 1, 2, 1);
        return (96 - sum) % 10 == Checksums.value(digits, 7);
    }

    static Country belgium() {
        return new Country(
                "BE",
                "Belgium",
                List.of("nl", "fr", "de"),
                List.of(
                        Identifier.of("BE_NATIONAL_NUMBER", "national register number")
                                .form(0.4, "\\d{2}\\.\\d{2}\\.\\d{2}[- ]?\\d{3}[. ]?\\d{2}")
                                .form(0.1, "\\d{6}[- ]?\\d{3}[. ]?\\d{2}")
                                .check(IdentifierCheck.deciding(WesternEurope::belgianNationalNumber))
                                .source("Royal decree of 3 April 1984, Rijksregister")
                                .context("rijksregisternummer, rrn, insz, niss, numéro national, registre national,"
                                        + " nationalregisternummer, national number, national register number")
                                .asConclusive(),
                        CommonIdentifiers.vat("BE", "BE ?[01]?\\d{3}[. ]?\\d{3}[. ]?\\d{3}")
                                .check(IdentifierCheck.deciding(WesternEurope::belgianEnterprise))
                                .context("btw, tva, ondernemingsnummer, numéro d entreprise"),
                        CommonIdentifiers.identityCard("BE", "\\d{3}-\\d{7}-\\d{2}")
                                .check(IdentifierCheck.deciding(digits -> twoCheckDigits(digits)))
                                .context("identiteitskaart, carte d identité, kaartnummer")
                                .asConclusive(),
                        CommonIdentifiers.passport("BE", "[A-Z]{2}\\d{6}").context("paspoort, passeport, reisepass"),
                        CommonIdentifiers.drivingLicence("BE", "\\d{10}").context("rijbewijs, permis de conduire"),
                        CommonIdentifiers.plate("BE", "\\d-[A-Z]{3}-\\d{3}").context("nummerplaat, plaque")));
    }

    /// For births from 2000 on, a 2 precedes the number that is divided.
    private static boolean belgianNationalNumber(String digits) {
        int month = BirthDates.two(digits, 2) % 20;
        int day = BirthDates.two(digits, 4);
        int check = BirthDates.two(digits, 9);
        String body = digits.substring(0, 9);
        return month <= 12
                && day <= 31
                && (97 - Checksums.remainder(body, 97) == check || 97 - Checksums.remainder("2" + body, 97) == check);
    }

    private static boolean belgianEnterprise(String compact) {
        String digits = compact.substring(2);
        int from = digits.length() - 2;
        return 97 - Checksums.remainder(digits.substring(0, from), 97) == BirthDates.two(digits, from);
    }

    private static boolean twoCheckDigits(String digits) {
        int from = digits.length() - 2;
        int remainder = Checksums.remainder(digits.substring(0, from), 97);
        return (remainder == 0 ? 97 : remainder) == BirthDates.two(digits, from);
    }

    static Country france() {
        return new Country(
                "FR",
                "France",
                List.of("fr"),
                List.of(
                        Identifier.of("FR_NIR", "social security number (NIR)")
                                .form(0.5, "[1-478] ?\\d{2} ?\\d{2} ?(\\d{2}|2[AB]) ?\\d{3} ?\\d{3} ?\\d{2}")
                                .form(0.2, "[1-478] ?\\d{2} ?\\d{2} ?(\\d{2}|2[AB]) ?\\d{3} ?\\d{3}")
                                .check(WesternEurope::nir)
                                .source("INSEE, décret n° 82-103; key: 97 minus the number modulo 97")
                                .context(
                                        "nir, insee, sécurité sociale, numéro de sécurité sociale, carte vitale, sécu, "
                                                + "social security number")
                                .asConclusive(),
                        Identifier.of("FR_SPI", "tax reference number (SPI)")
                                .form(0.1, "[0-3]\\d ?\\d{2} ?\\d{3} ?\\d{3} ?\\d{3}")
                                .check(IdentifierCheck.deciding(
                                        digits -> Checksums.remainder(digits.substring(0, 10), 511)
                                                == Checksums.number(digits, 10, 13)))
                                .source("Direction générale des finances publiques, numéro SPI")
                                .context("spi, numéro fiscal, numéro fiscal de référence, nif, impôts, tax number")
                                .asConclusive(),
                        Identifier.of("FR_SIREN", "company number (SIREN)")
                                .form(0.1, "\\d{3} ?\\d{3} ?\\d{3}")
                                .check(IdentifierCheck.deciding(Checksums::luhn))
                                .source("INSEE, répertoire Sirene")
                                .context("siren, numéro siren, rcs"),
                        Identifier.of("FR_SIRET", "establishment number (SIRET)")
                                .form(0.2, "\\d{3} ?\\d{3} ?\\d{3} ?\\d{5}")
                                .check(WesternEurope::siret)
                                .source("INSEE, répertoire Sirene")
                                .context("siret, numéro siret"),
                        CommonIdentifiers.vat("FR", "FR ?[0-9A-HJ-NP-Z]{2} ?\\d{3} ?\\d{3} ?\\d{3}")
                                .check(WesternEurope::frenchVat)
                                .context("tva, numéro de tva"),
                        CommonIdentifiers.passport("FR", "\\d{2}[A-Z]{2}\\d{5}")
                                .context("passeport, numéro de passeport"),
                        CommonIdentifiers.identityCard("FR", "\\d{12}|[A-Z]\\d[A-Z0-9]{7}|\\d[A-Z0-9]{7}\\d")
                                .context("carte d identité, carte nationale d identité, cni"),
                        CommonIdentifiers.drivingLicence("FR", "\\d{2} ?[A-Z]{2} ?\\d{5}|\\d{12}")
                                .context("permis de conduire, permis"),
                        CommonIdentifiers.plate("FR", "[A-HJ-NP-TV-Z]{2}[- ]\\d{3}[- ][A-HJ-NP-TV-Z]{2}")
                                .context("plaque, immatriculation, plaque d immatriculation")));
    }

    /// Corsica's departments count as 19 and 18. Without its two-digit key the number is inconclusive.
    private static Validity nir(String compact) {
        int month = BirthDates.two(compact, 3);
        if (month == 0 || (month > 12 && month < 20) || (month > 42 && month < 50)) {
            return Validity.INVALID;
        }
        if (compact.length() == 13) {
            return Validity.UNKNOWN;
        }
        String digits = compact.replace("2A", "19").replace("2B", "18");
        int key = 97 - Checksums.remainder(digits.substring(0, 13), 97);
        return Validity.of(key == BirthDates.two(digits, 13));
    }

    /// The digit sum of La Poste's offices is a multiple of five instead.
    private static Validity siret(String digits) {
        boolean post = digits.startsWith("356000000")
                && digits.chars().map(c -> c - '0').sum() % 5 == 0;
        return Validity.of(post || (Checksums.luhn(digits) && Checksums.luhn(digits.substring(0, 9))));
    }

    private static Validity frenchVat(String compact) {
        String siren = compact.substring(4);
        boolean numeric = Character.isDigit(compact.charAt(2)) && Character.isDigit(compact.charAt(3));
        if (!numeric) {
            return Validity.unless(!Checksums.luhn(siren));
        }
        return Validity.of(Checksums.remainder(siren + "12", 97) == BirthDates.two(compact, 2));
    }

    static Country luxembourg() {
        return new Country(
                "LU",
                "Luxembourg",
                List.of("lb", "fr", "de"),
                List.of(
                        Identifier.of("LU_NIN", "national identification number (matricule)")
                                .form(0.4, "(18|19|20)\\d{2} ?\\d{4} ?\\d{5}")
                                .check(IdentifierCheck.deciding(WesternEurope::matricule))
                                .source("Loi du 19 juin 2013; Luhn and Verhoeff")
                                .context("matricule, numéro d identification national, nin, national id")
                                .asConclusive(),
                        CommonIdentifiers.vat("LU", "LU ?\\d{8}")
                                .check(IdentifierCheck.deciding(WesternEurope::luxembourgishVat))
                                .context("tva"),
                        CommonIdentifiers.passport("LU", "[A-Z]{1,2}\\d{6,7}").context("passeport, reisepass")));
    }

    private static boolean matricule(String digits) {
        String body = digits.substring(0, 11);
        return BirthDates.fullYearFirst(digits, 0)
                && Checksums.luhn(digits.substring(0, 12))
                && Checksums.verhoeff(body + digits.charAt(12));
    }

    private static boolean luxembourgishVat(String compact) {
        return Checksums.number(compact, 2, 8) % 89 == BirthDates.two(compact, 8);
    }

    static Country netherlands() {
        return new Country(
                "NL",
                "Netherlands",
                List.of("nl"),
                List.of(
                        Identifier.of("NL_BSN", "citizen service number (BSN)")
                                .form(0.3, "\\d{4}[. ]\\d{2}[. ]\\d{3}")
                                .form(0.1, "\\d{9}")
                                .check(IdentifierCheck.deciding(WesternEurope::dutchElevenTest))
                                .source("Wet algemene bepalingen burgerservicenummer")
                                .context("bsn, burgerservicenummer, sofinummer, sofi nummer, citizen service number"),
                        CommonIdentifiers.vat("NL", "NL ?\\d{9}B\\d{2}")
                                .check(WesternEurope::dutchVat)
                                .context("btw, btw nummer, omzetbelasting"),
                        Identifier.of("NL_ID_DOCUMENT", "passport or identity card number")
                                .form(0.1, "[A-NP-Z]{2}[A-NP-Z0-9]{6}\\d")
                                .source("Rijksdienst voor Identiteitsgegevens")
                                .context("paspoort, paspoortnummer, identiteitskaart, documentnummer, passport, id"
                                        + " card"),
                        CommonIdentifiers.drivingLicence("NL", "\\d{10}").context("rijbewijs, rijbewijsnummer"),
                        CommonIdentifiers.plate(
                                        "NL",
                                        CommonIdentifiers.PAIRS + "|[A-Z]{1,2}-\\d{3}-[A-Z]{1,2}|\\d-[A-Z]{3}-\\d{2}")
                                .context("kenteken, kentekenplaat"),
                        Identifier.of("NL_POSTCODE", "postal code")
                                .form(0.1, "[1-9]\\d{3} ?[A-Z]{2}")
                                .source("PostNL")
                                .context("postcode, adres, postal code, address")));
    }

    private static boolean dutchElevenTest(String digits) {
        return !Checksums.isMonotone(digits) && Checksums.weighted(digits, 9, 8, 7, 6, 5, 4, 3, 2, -1) % 11 == 0;
    }

    /// Sole traders' numbers issued since 2020 leave a remainder of one modulo 97; older ones pass the older
    /// test.
    private static Validity dutchVat(String compact) {
        return Validity.of(dutchElevenTest(compact.substring(2, 11)) || Checksums.remainder(compact, 97) == 1);
    }

    static Country switzerland() {
        return new Country(
                "CH",
                "Switzerland",
                List.of("de", "fr", "it", "rm"),
                List.of(
                        Identifier.of("CH_AHV", "social security number (AHV/AVS)")
                                .form(0.5, "756[. ]?\\d{4}[. ]?\\d{4}[. ]?\\d{2}")
                                .check(IdentifierCheck.deciding(Checksums::gs1))
                                .source("AHVG Art. 50c; GS1 check digit")
                                .context("ahv, ahv nummer, avs, numéro avs, sozialversicherungsnummer, oasi, svnr,"
                                        + " social security number")
                                .asConclusive(),
                        Identifier.of("CH_UID", "enterprise identification number (UID)")
                                .form(0.5, "CHE[- ]?\\d{3}[. ]?\\d{3}[. ]?\\d{3}( ?(MWST|TVA|IVA|TPV))?")
                                .check(IdentifierCheck.deciding(WesternEurope::swissEnterprise))
                                .source("UIDG, eCH-0097")
                                .context("uid, ide, mwst, tva, iva, unternehmens identifikationsnummer")
                                .asConclusive(),
                        CommonIdentifiers.passport("CH", "[A-Z]\\d{7}")
                                .context("reisepass, pass, passeport, passaporto"),
                        CommonIdentifiers.identityCard("CH", "[A-Z]\\d{7}")
                                .context("identitätskarte, carte d identité, carta d identità"),
                        CommonIdentifiers.plate(
                                        "CH",
                                        "(A[GIR]|B[ELS]|FR|G[ELR]|JU|LU|N[EW]|OW|S[GHOZ]|T[GI]|UR|V[DS]|Z[GH])["
                                                + " -]?\\d{1,6}")
                                .context("kontrollschild, autonummer, plaque, targa")));
    }

    private static boolean swissEnterprise(String compact) {
        int sum = Checksums.weightedFrom(compact, 3, 5, 4, 3, 2, 7, 6, 5, 4);
        return (11 - sum % 11) % 11 == Checksums.value(compact, 11);
    }
}
