package io.plumbline.personaldata.country;

import io.plumbline.personaldata.country.check.BirthDates;
import io.plumbline.personaldata.country.check.Checksums;
import io.plumbline.personaldata.country.check.IdentifierCheck;
import io.plumbline.personaldata.scan.Validity;
import java.util.List;

final class Germany {

    private Germany() {}

    static Country germany() {
        return new Country(
                "DE",
                "Germany",
                List.of("de"),
                List.of(
                        Identifier.of("DE_TAX_ID", "tax identification number (Steuer-IdNr.)")
                                .form(0.5, "[1-9]\\d{10}")
                                .form(0.3, "[1-9]\\d \\d{3} \\d{3} \\d{3}")
                                .check(IdentifierCheck.deciding(Germany::taxId))
                                .source("AO § 139b; ISO/IEC 7064 MOD 11,10")
                                .context("steueridentifikationsnummer, steuer id, steuerid, steuerliche"
                                        + " identifikationsnummer, persönliche identifikationsnummer,"
                                        + " identifikationsnummer, steuer identifikation, idnr, steuer idnr,"
                                        + " steuernummer, bzst, tax id, tin"),
                        Identifier.of("DE_TAX_NUMBER", "tax number of a tax office (Steuernummer)")
                                .form(0.5, "(0[1-9]|1[0-6])\\d{11}")
                                .form(0.4, "\\d{3}/\\d{3}/\\d{5}")
                                .form(0.2, "\\d{2,3}/\\d{3,4}/\\d{4,5}")
                                .source("AO § 139a, ELSTER's uniform format")
                                .context("steuernummer, steuer nr, st nr, finanzamt, umsatzsteuer, einkommensteuer, "
                                        + "körperschaftsteuer, gewerbesteuer, steuerveranlagung, steuerbescheid"),
                        Identifier.of("DE_VAT_ID", "value added tax identification number (USt-IdNr.)")
                                .form(0.5, "DE\\d{9}")
                                .form(0.4, "DE[ .-]?\\d{3}[ .-]?\\d{3}[ .-]?\\d{3}")
                                .check(IdentifierCheck.proving(
                                        compact -> Checksums.iso7064Hybrid(compact.substring(2), 10)))
                                .source("UStG § 27a; ISO/IEC 7064 MOD 11,10")
                                .context("umsatzsteuer identifikationsnummer, umsatzsteueridentifikationsnummer, ust"
                                        + " idnr, ust id, ustidnr, umsatzsteuer id, mehrwertsteuer, vat, vat id,"
                                        + " steueridentifikation, bzst, bundeszentralamt für steuern, finanzamt,"
                                        + " invoice, rechnung")
                                .asConclusive(),
                        Identifier.of("DE_SOCIAL_SECURITY", "pension insurance number (RVNR)")
                                .form(
                                        0.5,
                                        "\\d{2}(0[1-9]|[12]\\d|3[01]|5[1-9]|[67]\\d|8[01])(0[1-9]|1[0-2])\\d{2}[A-Z]\\d{3}")
                                .form(0.3, "\\d{8}[A-Z]\\d{3}")
                                .form(0.3, "\\d{2} \\d{6} [A-Z] \\d{3}")
                                .check(IdentifierCheck.deciding(Germany::pensionInsurance))
                                .source("SGB VI § 147, VKVV § 4")
                                .context("rentenversicherungsnummer, sozialversicherungsnummer, versicherungsnummer,"
                                        + " rvnr, svnr, sv nummer, rente, rentenversicherung, deutsche"
                                        + " rentenversicherung, drv, sozialversicherung,"
                                        + " sozialversicherungsausweis, rentenausweis, social security number")
                                .asConclusive(),
                        Identifier.of("DE_HEALTH_INSURANCE", "health insurance number (KVNR)")
                                .form(0.3, "[A-Z]\\d{9}")
                                .check(IdentifierCheck.deciding(Germany::healthInsurance))
                                .source("SGB V § 290")
                                .context("krankenversicherungsnummer, krankenversichertennummer, versichertennummer,"
                                        + " kvnr, krankenkasse, krankenversicherung, gesundheitskarte, egk, egk"
                                        + " nummer, elektronische gesundheitskarte, gkv,"
                                        + " krankenversicherungsausweis, versichertenausweis, versichertenkarte,"
                                        + " aok, tkk, barmer, dak, health insurance number"),
                        Identifier.of("DE_ID_CARD", "identity card number (Personalausweis)")
                                .form(0.4, "[CFGHJ-NPRTV-Z][CFGHJ-NPRTV-Z0-9]{7}\\d")
                                .form(0.5, "T\\d{8}")
                                .check(Germany::identityCard)
                                .inContext()
                                .source("PAuswV, ICAO Doc 9303")
                                .context("personalausweis, ausweis, personalausweisnummer, ausweisnummer,"
                                        + " ausweisdokument, dokumentennummer, seriennummer, npa, neuer"
                                        + " personalausweis, bundespersonalausweis, identity card, id card,"
                                        + " national id"),
                        Identifier.of("DE_PASSPORT", "passport number (Reisepass)")
                                .form(0.4, "[CFGHJ-NPRTV-Z][CFGHJ-NPRTV-Z0-9]{7}\\d")
                                .check(IdentifierCheck.deciding(Checksums::icao))
                                .inContext()
                                .source("PassV, ICAO Doc 9303")
                                .context("reisepass, pass, passnummer, reisepassnummer, passport, passport number, pass"
                                        + " nr, dokumentennummer, bundesrepublik deutschland, ausweisdokument,"
                                        + " mrz"),
                        Identifier.of("DE_FUEHRERSCHEIN", "driving licence number (Führerschein)")
                                .form(0.35, "[A-Z]{2}\\d{8}[A-Z0-9]")
                                .form(0.1, "[A-Z0-9]\\d{2}[A-Z0-9]{6}\\d[A-Z0-9]")
                                .source("FeV Anlage 8, field 5")
                                .context("führerscheinnummer, führerschein, fahrerlaubnis, fahrerlaubnisnummer,"
                                        + " fahrerlaubnisklasse, führerscheininhaber, fev, kba, kraftfahrt"
                                        + " bundesamt, driving licence, driving license, driver s license,"
                                        + " licence number, license number, dokument nr, feld 5"),
                        Identifier.of("DE_KFZ", "vehicle registration plate (Kfz-Kennzeichen)")
                                .capital(0.3, "[A-ZÄÖÜ]{1,3} [A-Z]{1,2} \\d{1,4}[EH]?")
                                .capital(0.3, "[A-ZÄÖÜ]{1,3}-[A-Z]{1,2}[- ]\\d{1,4}[EH]?")
                                .inContext()
                                .source("FZV §§ 8, 9")
                                .context("kennzeichen, kfz kennzeichen, kraftfahrzeugkennzeichen, nummernschild,"
                                        + " fahrzeugkennzeichen, zulassung, kfz, fahrzeug, auto, pkw, lkw,"
                                        + " fahrzeugschein, fahrzeugbrief, zulassungsbescheinigung, amtliches"
                                        + " kennzeichen"),
                        Identifier.of("DE_HANDELSREGISTER", "commercial register number")
                                .form(0.5, "HR[AB] {0,4}\\d{1,6}")
                                .source("HGB §§ 9, 14")
                                .context("handelsregister, handelsregisternummer, amtsgericht, registergericht, hra,"
                                        + " hrb, hr nummer, registerauszug, handelsregistereintrag, firma,"
                                        + " gesellschaft, gmbh, ag, ug, kg, ohg, einzelkaufmann, einzelkauffrau")
                                .asConclusive(),
                        Identifier.of("DE_LANR", "physician's number (LANR)")
                                .form(0.3, "\\d{9}")
                                .check(IdentifierCheck.deciding(Germany::physician))
                                .source("SGB V § 75 Abs. 7, KBV")
                                .context("arztnummer, lanr, lebenslange arztnummer, arzt nr, arzt nummer, vertragsarzt,"
                                        + " kassenarzt, niedergelassener arzt, kbv, kassenärztliche vereinigung,"
                                        + " kv nummer, rezept, verschreibung, behandelnder arzt, hausarzt,"
                                        + " facharzt"),
                        Identifier.of("DE_BSNR", "site-of-care number (BSNR)")
                                .form(0.2, "\\d{9}")
                                .check(IdentifierCheck.excluding((String digits) -> !digits.equals("000000000")))
                                .source("SGB V § 75 Abs. 7, KBV")
                                .context("betriebsstättennummer, betriebsstätten nummer, bsnr, betriebsstätte,"
                                        + " praxisnummer, arztpraxis, praxis, kassenärztliche vereinigung, kv"
                                        + " nummer, praxisadresse, praxisstandort, nebenbetriebsstätte,"
                                        + " hauptbetriebsstätte, behandlungsort, vertragsarztpraxis"),
                        Identifier.of("DE_PLZ", "postal code")
                                .form(0.05, "0[1-9]\\d{3}|[1-9]\\d{4}")
                                .check(IdentifierCheck.excluding(digits -> !digits.equals("99999")))
                                .source("Deutsche Post")
                                .context("plz, postleitzahl, postanschrift, adresse, wohnort, ort, wohnanschrift,"
                                        + " lieferadresse, rechnungsadresse, straße, strasse, hausnummer,"
                                        + " postfach, bundesland, gemeinde, stadt, dorf")));
    }

    /// Exactly one of the first ten digits occurs more than once: two or three times, and never three times in a
    /// row.
    private static boolean taxId(String digits) {
        int[] times = new int[10];
        for (int i = 0; i < 10; i++) {
            times[Checksums.value(digits, i)]++;
        }
        int repeated = 0;
        for (int digit = 0; digit < 10; digit++) {
            if (times[digit] > 1) {
                repeated++;
                String thrice = String.valueOf(digit).repeat(3);
                if (times[digit] > 3 || digits.substring(0, 10).contains(thrice)) {
                    return false;
                }
            }
        }
        return repeated <= 1 && Checksums.iso7064Hybrid(digits, 10);
    }

    private static boolean pensionInsurance(String compact) {
        int day = BirthDates.two(compact, 2);
        int month = BirthDates.two(compact, 4);
        boolean dated = ((day >= 1 && day <= 31) || (day >= 51 && day <= 81)) && month >= 1 && month <= 12;
        String digits = compact.substring(0, 8) + ordinal(compact.charAt(8)) + compact.substring(9, 11);
        int sum = Checksums.crossWeighted(digits, 2, 1, 2, 5, 7, 1, 2, 1, 2, 1, 2, 1);
        return dated && sum % 10 == Checksums.value(compact, 11);
    }

    private static boolean healthInsurance(String compact) {
        String digits = ordinal(compact.charAt(0)) + compact.substring(1, 9);
        int sum = Checksums.crossWeighted(digits, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2);
        return sum % 10 == Checksums.value(compact, 9);
    }

    private static String ordinal(char letter) {
        int place = letter - 'A' + 1;
        return place < 10 ? "0" + place : String.valueOf(place);
    }

    /// Numbers of cards from before 2010, a T and digits, have no check digit.
    private static Validity identityCard(String compact) {
        boolean old = compact.charAt(0) == 'T' && compact.chars().skip(1).allMatch(Character::isDigit);
        return old ? Validity.UNKNOWN : Validity.of(Checksums.icao(compact));
    }

    private static boolean physician(String digits) {
        int sum = Checksums.weighted(digits, 4, 9, 4, 9, 4, 9);
        return !digits.equals("000000000") && (10 - sum % 10) % 10 == Checksums.value(digits, 6);
    }
}
