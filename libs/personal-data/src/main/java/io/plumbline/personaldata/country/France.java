package io.plumbline.personaldata.country;

import io.plumbline.personaldata.scan.Validity;
import java.util.List;

final class France {

    private France() {}

    static Land land() {
        return new Land(
                "FR",
                "France",
                List.of("fr"),
                List.of(
                        Identifier.of("FR_NIR", "social security number (NIR)")
                                .form(0.5, "[1-478] ?\\d{2} ?\\d{2} ?(\\d{2}|2[AB]) ?\\d{3} ?\\d{3} ?\\d{2}")
                                .form(0.2, "[1-478] ?\\d{2} ?\\d{2} ?(\\d{2}|2[AB]) ?\\d{3} ?\\d{3}")
                                .check(France::nir)
                                .source("INSEE, décret n° 82-103; key: 97 minus the number modulo 97")
                                .context(
                                        "nir, insee, sécurité sociale, numéro de sécurité sociale, carte vitale, sécu, "
                                                + "social security number")
                                .asConclusive(),
                        Identifier.of("FR_SPI", "tax reference number (SPI)")
                                .form(0.1, "[0-3]\\d ?\\d{2} ?\\d{3} ?\\d{3} ?\\d{3}")
                                .check(Check.deciding(digits -> Checksums.remainder(digits.substring(0, 10), 511)
                                        == Checksums.number(digits, 10, 13)))
                                .source("Direction générale des finances publiques, numéro SPI")
                                .context("spi, numéro fiscal, numéro fiscal de référence, nif, impôts, tax number")
                                .asConclusive(),
                        Identifier.of("FR_SIREN", "company number (SIREN)")
                                .form(0.1, "\\d{3} ?\\d{3} ?\\d{3}")
                                .check(Check.deciding(Checksums::luhn))
                                .source("INSEE, répertoire Sirene")
                                .context("siren, numéro siren, rcs"),
                        Identifier.of("FR_SIRET", "establishment number (SIRET)")
                                .form(0.2, "\\d{3} ?\\d{3} ?\\d{3} ?\\d{5}")
                                .check(France::siret)
                                .source("INSEE, répertoire Sirene")
                                .context("siret, numéro siret"),
                        Papers.vat("FR", "FR ?[0-9A-HJ-NP-Z]{2} ?\\d{3} ?\\d{3} ?\\d{3}")
                                .check(France::vat)
                                .context("tva, numéro de tva"),
                        Papers.passport("FR", "\\d{2}[A-Z]{2}\\d{5}").context("passeport, numéro de passeport"),
                        Papers.identityCard("FR", "\\d{12}|[A-Z]\\d[A-Z0-9]{7}|\\d[A-Z0-9]{7}\\d")
                                .context("carte d identité, carte nationale d identité, cni"),
                        Papers.drivingLicence("FR", "\\d{2} ?[A-Z]{2} ?\\d{5}|\\d{12}")
                                .context("permis de conduire, permis"),
                        Papers.plate("FR", "[A-HJ-NP-TV-Z]{2}[- ]\\d{3}[- ][A-HJ-NP-TV-Z]{2}")
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

    private static Validity vat(String compact) {
        String siren = compact.substring(4);
        boolean numeric = Character.isDigit(compact.charAt(2)) && Character.isDigit(compact.charAt(3));
        if (!numeric) {
            return Validity.unless(!Checksums.luhn(siren));
        }
        return Validity.of(Checksums.remainder(siren + "12", 97) == BirthDates.two(compact, 2));
    }
}
