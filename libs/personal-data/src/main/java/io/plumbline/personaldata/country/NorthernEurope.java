package io.plumbline.personaldata.country;

import io.plumbline.personaldata.country.check.BirthDates;
import io.plumbline.personaldata.country.check.Checksums;
import io.plumbline.personaldata.country.check.IdentifierCheck;
import io.plumbline.personaldata.scan.Validity;
import java.util.List;

/// Denmark, Estonia, Finland, Iceland, Latvia, Lithuania, Norway and Sweden.
final class NorthernEurope {

    private static final String FINNISH_CONTROL = "0123456789ABCDEFHJKLMNPRSTUVWXY";

    private NorthernEurope() {}

    static Country estonia() {
        return new Country(
                "EE",
                "Estonia",
                List.of("et"),
                List.of(
                        Identifier.of("EE_IK", "personal identification code (isikukood)")
                                .form(0.3, "[1-8]\\d{10}")
                                .check(IdentifierCheck.deciding(NorthernEurope::personalCode))
                                .source("EVS 585:2007")
                                .context("isikukood, ik, personal code, personal identification code"),
                        CommonIdentifiers.vat("EE", "EE ?\\d{9}")
                                .check(IdentifierCheck.deciding(compact ->
                                        Checksums.weightedFrom(compact, 2, 3, 7, 1, 3, 7, 1, 3, 7, 1) % 10 == 0))
                                .context("kmkr, käibemaks"),
                        CommonIdentifiers.identityCard("EE", "[A-Z]{2}\\d{7}").context("id kaart, isikutunnistus"),
                        CommonIdentifiers.passport("EE", "[A-Z]{1,2}\\d{7}").context("pass, passi number")));
    }

    static Country latvia() {
        return new Country(
                "LV",
                "Latvia",
                List.of("lv"),
                List.of(
                        Identifier.of("LV_PERSONAL_CODE", "personal code (personas kods)")
                                .form(0.5, "\\d{6}-\\d{5}")
                                .form(0.1, "\\d{11}")
                                .check(NorthernEurope::latvianCode)
                                .source("Fizisko personu reģistra likums")
                                .context("personas kods, personas kodu, pk, personal code"),
                        CommonIdentifiers.vat("LV", "LV ?\\d{11}")
                                .check(NorthernEurope::latvianVat)
                                .context("pvn"),
                        CommonIdentifiers.identityCard("LV", "[A-Z]{2}\\d{7}").context("personas apliecība"),
                        CommonIdentifiers.passport("LV", "[A-Z]{2}\\d{7}").context("pase, pases numurs")));
    }

    static Country lithuania() {
        return new Country(
                "LT",
                "Lithuania",
                List.of("lt"),
                List.of(
                        Identifier.of("LT_ASMENS_KODAS", "personal code (asmens kodas)")
                                .form(0.3, "[1-9]\\d{10}")
                                .check(IdentifierCheck.deciding(NorthernEurope::personalCode))
                                .source("Gyventojų registro įstatymas")
                                .context("asmens kodas, asmens kodo, ak, personal code"),
                        CommonIdentifiers.vat("LT", "LT ?(\\d{9}|\\d{12})")
                                .check(IdentifierCheck.deciding(NorthernEurope::lithuanianVat))
                                .context("pvm"),
                        CommonIdentifiers.identityCard("LT", "\\d{8}").context("asmens tapatybės kortelė"),
                        CommonIdentifiers.passport("LT", "\\d{8}").context("pasas, paso numeris")));
    }

    /// Century and sex, date of birth, serial number, check digit by two rounds of weights.
    private static boolean personalCode(String digits) {
        int check = Checksums.weighted(digits, 1, 2, 3, 4, 5, 6, 7, 8, 9, 1) % 11;
        if (check == 10) {
            check = Checksums.weighted(digits, 3, 4, 5, 6, 7, 8, 9, 1, 2, 3) % 11 % 10;
        }
        boolean dated = digits.charAt(0) == '9' || BirthDates.yearFirst(digits, 1);
        return dated && check == Checksums.value(digits, 10);
    }

    /// Numbers issued since 2017 begin with 32 and carry no information.
    private static Validity latvianCode(String digits) {
        if (digits.startsWith("32")) {
            return Validity.UNKNOWN;
        }
        int sum = 1 + Checksums.weighted(digits, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9);
        return Validity.of(BirthDates.dayFirst(digits, 0) && sum % 11 % 10 == Checksums.value(digits, 10));
    }

    private static Validity latvianVat(String compact) {
        String digits = compact.substring(2);
        if (digits.charAt(0) <= '3') {
            return latvianCode(digits);
        }
        return Validity.of(Checksums.weighted(digits, 9, 1, 4, 8, 3, 10, 2, 5, 7, 6, 1) % 11 == 3);
    }

    private static boolean lithuanianVat(String compact) {
        String digits = compact.substring(2);
        int last = digits.length() - 1;
        int check = rounds(digits, last, 0) % 11;
        if (check == 10) {
            check = rounds(digits, last, 2) % 11 % 10;
        }
        return digits.charAt(last - 1) == '1' && check == Checksums.value(digits, last);
    }

    private static int rounds(String digits, int length, int shift) {
        int sum = 0;
        for (int i = 0; i < length; i++) {
            sum += (1 + (i + shift) % 9) * Checksums.value(digits, i);
        }
        return sum;
    }

    static Country denmark() {
        return new Country(
                "DK",
                "Denmark",
                List.of("da"),
                List.of(
                        Identifier.of("DK_CPR", "civil registration number (CPR)")
                                .form(0.5, "\\d{6}-\\d{4}")
                                .form(0.1, "\\d{6} ?\\d{4}")
                                .check(IdentifierCheck.excluding((String digits) -> BirthDates.dayFirst(digits, 0))
                                        .and(IdentifierCheck.proving(NorthernEurope::danishElevenTest)))
                                .source("CPR-kontoret; numbers without check digit since 2007")
                                .context("cpr, cpr nr, cpr nummer, personnummer, civil registration number"),
                        Identifier.of("DK_CVR", "company number (CVR)")
                                .form(0.05, "\\d{2} ?\\d{2} ?\\d{2} ?\\d{2}")
                                .check(IdentifierCheck.deciding(NorthernEurope::danishCompany))
                                .source("Erhvervsstyrelsen, CVR")
                                .context("cvr, cvr nr, se nr, company number"),
                        CommonIdentifiers.vat("DK", "DK ?\\d{2} ?\\d{2} ?\\d{2} ?\\d{2}")
                                .check(IdentifierCheck.deciding(compact -> danishCompany(compact.substring(2))))
                                .context("moms, momsnummer, cvr"),
                        CommonIdentifiers.passport("DK", "\\d{9}").context("pas, pasnummer"),
                        CommonIdentifiers.drivingLicence("DK", "\\d{8}").context("kørekort, kørekortnummer")));
    }

    private static boolean danishElevenTest(String digits) {
        return Checksums.weighted(digits, 4, 3, 2, 7, 6, 5, 4, 3, 2, 1) % 11 == 0;
    }

    private static boolean danishCompany(String digits) {
        return digits.charAt(0) != '0' && Checksums.weighted(digits, 2, 7, 6, 5, 4, 3, 2, 1) % 11 == 0;
    }

    static Country finland() {
        return new Country(
                "FI",
                "Finland",
                List.of("fi", "sv"),
                List.of(
                        Identifier.of("FI_PERSONAL_IDENTITY_CODE", "personal identity code (henkilötunnus)")
                                .form(0.5, "\\d{6}[-+A-FU-Y]\\d{3}[0-9A-FHJ-NPR-Y]")
                                .formWithin(0.1, "\\d{6}[-+A-FU-Y]\\d{3}[0-9A-FHJ-NPR-Y]")
                                .check(IdentifierCheck.deciding(NorthernEurope::finnishIdentityCode))
                                .source("Digital and Population Data Services Agency")
                                .context("hetu, henkilötunnus, henkilötunnukseni, personbeteckning, personbeteckningen,"
                                        + " personal identity code")
                                .asConclusive(),
                        Identifier.of("FI_BUSINESS_ID", "business identity code (Y-tunnus)")
                                .form(0.3, "\\d{7}-\\d")
                                .check(IdentifierCheck.deciding(NorthernEurope::finnishBusiness))
                                .source("Patentti- ja rekisterihallitus")
                                .context("y tunnus, ytunnus, fo nummer, business id"),
                        CommonIdentifiers.vat("FI", "FI ?\\d{8}")
                                .check(IdentifierCheck.deciding(compact -> finnishBusiness(compact.substring(2))))
                                .context("alv"),
                        CommonIdentifiers.passport("FI", "[A-Z]{2}\\d{7}").context("passi, passin numero, pass"),
                        CommonIdentifiers.plate("FI", "[A-Z]{2,3}-\\d{3}")
                                .context("rekisterinumero, rekisteritunnus")));
    }

    /// The century sign may have been removed with other punctuation.
    private static boolean finnishIdentityCode(String compact) {
        int length = compact.length();
        String number = compact.substring(0, 6) + compact.substring(length - 4, length - 1);
        return BirthDates.dayFirst(compact, 0)
                && FINNISH_CONTROL.charAt(Checksums.number(number, 0, 9) % 31) == compact.charAt(length - 1);
    }

    private static boolean finnishBusiness(String digits) {
        return Checksums.weighted(digits, 7, 9, 10, 5, 8, 4, 2, 1) % 11 == 0;
    }

    static Country norway() {
        return new Country(
                "NO",
                "Norway",
                List.of("no", "nb", "nn"),
                List.of(
                        Identifier.of("NO_FNR", "national identity number (fødselsnummer)")
                                .form(0.3, "\\d{6} ?\\d{5}")
                                .check(IdentifierCheck.deciding(NorthernEurope::norwegianBirthNumber))
                                .source("Folkeregisterloven; two check digits modulo 11")
                                .context("fødselsnummer, fødselsnr, fnr, personnummer, d nummer, national identity"
                                        + " number")
                                .asConclusive(),
                        Identifier.of("NO_ORGNR", "organisation number")
                                .form(0.1, "[89]\\d{2} ?\\d{3} ?\\d{3}")
                                .form(0.5, "(NO ?)?[89]\\d{2} ?\\d{3} ?\\d{3} ?MVA")
                                .check(IdentifierCheck.deciding(NorthernEurope::norwegianOrganisation))
                                .source("Enhetsregisterloven")
                                .context("organisasjonsnummer, org nr, orgnr, foretaksnummer, mva"),
                        CommonIdentifiers.passport("NO", "[A-Z]{2,3}\\d{6,7}").context("pass, passnummer"),
                        CommonIdentifiers.plate("NO", "[A-HJ-NPR-Z]{2} ?\\d{5}")
                                .context("registreringsnummer, bilskilt, kjennemerke")));
    }

    static Country iceland() {
        return new Country(
                "IS",
                "Iceland",
                List.of("is"),
                List.of(
                        Identifier.of("IS_KENNITALA", "identification number (kennitala)")
                                .form(0.5, "\\d{6}-\\d{4}")
                                .form(0.1, "\\d{6} ?\\d{4}")
                                .check(IdentifierCheck.deciding(NorthernEurope::kennitala))
                                .source("Þjóðskrá Íslands")
                                .context("kennitala, kennitölu, kt, identification number"),
                        CommonIdentifiers.passport("IS", "A\\d{7}").context("vegabréf")));
    }

    /// Days of D numbers are 40 higher, months of synthetic ones 80.
    private static boolean norwegianBirthNumber(String digits) {
        int day = BirthDates.two(digits, 0);
        int month = BirthDates.two(digits, 2);
        return BirthDates.exists(
                        BirthDates.two(digits, 4),
                        month > 80 ? month - 80 : month > 40 ? month - 40 : month,
                        day > 40 ? day - 40 : day)
                && Checksums.weighted(digits, 3, 7, 6, 1, 8, 9, 4, 5, 2, 1) % 11 == 0
                && Checksums.weighted(digits, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2, 1) % 11 == 0;
    }

    private static boolean norwegianOrganisation(String compact) {
        String digits = compact.startsWith("NO") ? compact.substring(2) : compact;
        return Checksums.weighted(digits, 3, 2, 7, 6, 5, 4, 3, 2, 1) % 11 == 0;
    }

    /// Days of companies are 40 higher.
    private static boolean kennitala(String digits) {
        int day = BirthDates.two(digits, 0);
        char century = digits.charAt(9);
        return (century == '0' || century >= '8')
                && BirthDates.exists(BirthDates.two(digits, 4), BirthDates.two(digits, 2), day > 40 ? day - 40 : day)
                && Checksums.weighted(digits, 3, 2, 7, 6, 5, 4, 3, 2, 1) % 11 == 0;
    }

    static Country sweden() {
        return new Country(
                "SE",
                "Sweden",
                List.of("sv"),
                List.of(
                        Identifier.of("SE_PERSONNUMMER", "personal identity number (personnummer)")
                                .form(0.5, "(\\d{6}|\\d{8})[-+]?\\d{4}")
                                .formWithin(0.1, "(\\d{6}|\\d{8})[-+]?\\d{4}")
                                .check(IdentifierCheck.deciding(NorthernEurope::swedishPersonal))
                                .source("Folkbokföringslagen, § 18; Luhn")
                                .context("personnummer, pnr, svenskt personnummer, svensk id, ssn, personal identity"
                                        + " number, samordningsnummer"),
                        Identifier.of("SE_ORGANISATIONSNUMMER", "organisation number")
                                .form(0.6, "\\d{6}-?\\d{4}")
                                .formWithin(0.2, "\\d{6}-?\\d{4}")
                                .check(IdentifierCheck.deciding(
                                        digits -> digits.charAt(2) >= '2' && Checksums.luhn(digits)))
                                .source("Lag om identitetsbeteckning för juridiska personer")
                                .context("organisationsnummer, orgnr, org nr, företagsnummer"),
                        CommonIdentifiers.vat("SE", "SE ?\\d{10}01")
                                .check(IdentifierCheck.deciding(compact -> Checksums.luhn(compact.substring(2, 12))))
                                .context("moms, momsregistreringsnummer, vat nr"),
                        CommonIdentifiers.passport("SE", "\\d{8}|[A-Z]{2}\\d{6}")
                                .context("pass, passnummer"),
                        CommonIdentifiers.plate("SE", "[A-HJ-PR-UW-Z]{3} ?\\d{2}[A-HJ-NPR-UW-Z0-9]")
                                .context("registreringsnummer, registreringsskylt, fordon")));
    }

    /// Days of coordination numbers are 60 higher; a year of four digits is not part of the check.
    private static boolean swedishPersonal(String compact) {
        String digits = compact.substring(compact.length() - 10);
        int day = BirthDates.two(digits, 4);
        boolean century = compact.length() == 10
                || compact.startsWith("18")
                || compact.startsWith("19")
                || compact.startsWith("20");
        return century
                && BirthDates.exists(BirthDates.two(digits, 0), BirthDates.two(digits, 2), day > 60 ? day - 60 : day)
                && Checksums.luhn(digits);
    }
}
