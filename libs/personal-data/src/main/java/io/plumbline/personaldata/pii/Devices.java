package io.plumbline.personaldata.pii;

import io.plumbline.personaldata.scan.PatternRecognizer;
import io.plumbline.personaldata.scan.Recognizer;
import io.plumbline.personaldata.scan.Validity;
import java.util.List;

/// Identifiers and locations of devices: hardware addresses, IMEIs, device ids, coordinates.
final class Devices {

    private static final String HEX = "[0-9a-f]";
    private static final String PAIR = HEX + "{2}";
    private static final String LATITUDE = "[+-]?([0-8]?\\d|90)\\.\\d{3,12}";
    private static final String LONGITUDE = "[+-]?(1[0-7]\\d|180|\\d{1,2})\\.\\d{3,12}";
    private static final String DEGREES = "\\d{1,3} ?° ?\\d{1,2}(\\.\\d+)? ?['′’] ?(\\d{1,2}(\\.\\d+)? ?[\"″”] ?)?";

    /// Below the scores on which policies act: most pairs of numbers are not a location.
    private static final double PAIR_OF_NUMBERS = 0.4;

    private Devices() {}

    static List<Recognizer> all() {
        return List.of(macAddress(), imei(), deviceId(), coordinates());
    }

    private static Recognizer macAddress() {
        return PatternRecognizer.of("MAC_ADDRESS")
                .form("colons", 0.6, PAIR + "(:" + PAIR + "){5}")
                .form("hyphens", 0.6, PAIR + "(-" + PAIR + "){5}")
                .form("dots", 0.2, HEX + "{4}\\." + HEX + "{4}\\." + HEX + "{4}")
                .refused(value -> value.equals("000000000000") || value.equals("FFFFFFFFFFFF"))
                .context("mac", "mac address", "hardware address", "physical address", "ethernet", "bssid")
                .build();
    }

    private static Recognizer imei() {
        return PatternRecognizer.of("IMEI")
                .form("IMEI", 0.3, "\\d{15}|\\d{2}-\\d{6}-\\d{6}-\\d|\\d{6}[- ]\\d{2}[- ]\\d{6}[- ]\\d")
                .judged(value -> Validity.unless(!Luhn.holds(value)))
                .onlyWith("imei", "imeisv", "handset", "device id", "equipment identity")
                .build();
    }

    private static Recognizer deviceId() {
        return PatternRecognizer.of("DEVICE_IDENTIFIER")
                .form("UUID", 0.25, HEX + "{8}(-" + HEX + "{4}){3}-" + HEX + "{12}")
                .context("device", "udid", "idfa", "gaid", "advertising id", "android id", "identifierforvendor")
                .build();
    }

    private static Recognizer coordinates() {
        return PatternRecognizer.of("COORDINATE")
                .form("decimal degrees", PAIR_OF_NUMBERS, LATITUDE + " ?[,;] ?" + LONGITUDE)
                .form("hemispheres", 0.7, LATITUDE + " ?°? ?[ns][,;]? ?" + LONGITUDE + " ?°? ?[ew]")
                .form("minutes", 0.8, DEGREES + "[ns][,;]? ?" + DEGREES + "[eow]")
                .context(
                        "latitude",
                        "longitude",
                        "lat",
                        "lng",
                        "lon",
                        "gps",
                        "coordinates",
                        "location",
                        "geo",
                        "position")
                .build();
    }
}
