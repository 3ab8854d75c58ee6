package io.plumbline.personaldata.pii;

import io.plumbline.personaldata.scan.PatternRecognizer;
import io.plumbline.personaldata.scan.Recognizer;
import io.plumbline.personaldata.scan.Validity;
import java.util.List;

/// Vehicle identification numbers (ISO 3779). The check digit of North American ones makes them certain; others
/// need a context word.
final class Vehicles {

    private static final int[] WEIGHTS = {8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2};
    private static final String VALUES = "0123456789.ABCDEFGH..JKLMN.P.R..STUVWXYZ";
    private static final int CHECK = 8;
    private static final int MODULUS = 11;

    private Vehicles() {}

    static List<Recognizer> all() {
        return List.of(PatternRecognizer.of("VIN")
                .form("seventeen letters and digits", 0.3, "[a-hj-npr-z0-9]{13}\\d{4}")
                .judged(Vehicles::judge)
                .onlyWith("vin", "vehicle", "vehicle identification", "chassis", "fahrgestellnummer", "car", "truck")
                .build());
    }

    private static Validity judge(String vin) {
        int sum = 0;
        int letters = 0;
        for (int i = 0; i < vin.length(); i++) {
            char c = vin.charAt(i);
            sum += VALUES.indexOf(c) % 10 * WEIGHTS[i];
            letters += Character.isLetter(c) ? 1 : 0;
        }
        if (letters < 2) {
            return Validity.INVALID;
        }
        int check = sum % MODULUS;
        return vin.charAt(CHECK) == (check == 10 ? 'X' : (char) ('0' + check)) ? Validity.VALID : Validity.UNKNOWN;
    }
}
