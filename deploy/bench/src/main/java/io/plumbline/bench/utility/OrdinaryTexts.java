package io.plumbline.bench.utility;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Ordinary texts of twelve kinds of work, made from templates: code in ten languages, logs, tables, invoices and
/// so on. They contain numbers, codes and names of things in the shapes of personal data, but no personal data;
/// every finding in them is a false positive, except their dates.
///
/// The templates are the resources beside this class, one file per kind, separated by lines `%%`. `{slot}` is
/// filled anew each time; a line that begins with `*` and a number is repeated that many times. The same seed
/// gives the same texts.
public final class OrdinaryTexts {

    /// The kinds, by the names of their files.
    public static final List<String> KINDS = List.of(
            "code",
            "logs",
            "sql",
            "csv",
            "json",
            "invoice",
            "diff",
            "configuration",
            "mathematics",
            "legal",
            "medical",
            "chat");

    private static final Pattern SLOT = Pattern.compile("\\{([A-Za-z]+)(?::([\\d.]+))?}");
    private static final Pattern REPEATED = Pattern.compile("\\*(\\d+) (.*)");
    private static final List<String> THINGS = List.of(
            "order",
            "parcel",
            "ledger",
            "meter",
            "basket",
            "ticket",
            "shipment",
            "sensor",
            "branch",
            "tariff",
            "voucher",
            "batch",
            "widget",
            "queue",
            "cursor",
            "schema",
            "layout",
            "filter",
            "report",
            "token");
    private static final List<String> ARTICLES = List.of(
            "hinge, steel",
            "printer paper A4",
            "USB cable",
            "oak board",
            "LED lamp",
            "ball bearing",
            "office chair",
            "copper pipe",
            "garden hose",
            "espresso beans",
            "gasket",
            "maintenance",
            "wall plug",
            "notebook");
    private static final List<String> ANALYTES =
            List.of("Sodium", "Potassium", "Glucose", "Urea", "Calcium", "Lactate", "Chloride", "Magnesium");
    private static final List<String> SKUS = List.of(
            "AA-9999",
            "9999-AA9",
            "AAA99999",
            "9A9-99",
            "99-9999",
            "AA99 9AA",
            "A99999",
            "9999999A",
            "99999999",
            "99999",
            "AA999999A",
            "A9999999",
            "999-99-99",
            "9999999-9",
            "AAA-999",
            "AA9999999",
            "PO-99999",
            "LIC-9999",
            "999999999",
            "9999.99.99",
            "A99 A9A9",
            "ORD-99999",
            "SUB-9999",
            "DL-99999",
            "99999-999",
            "9-99-999999");
    private static final List<String> MONTHS = List.of("January", "March", "May", "June", "August", "October");
    private static final int YEARS = 30;
    private static final int FIRST_YEAR = 1998;

    private final Random random;
    private String thing = "";

    private OrdinaryTexts(long seed) {
        this.random = new Random(seed);
    }

    /// @param kind one of [#KINDS]
    public record OrdinaryText(String kind, String text) {}

    /// This many texts of each kind.
    public static List<OrdinaryText> of(long seed, int each) {
        OrdinaryTexts texts = new OrdinaryTexts(seed);
        List<OrdinaryText> made = new ArrayList<>();
        for (String kind : KINDS) {
            List<String> templates = templates(kind);
            for (int i = 0; i < each; i++) {
                made.add(new OrdinaryText(kind, texts.filled(templates.get(i % templates.size()))));
            }
        }
        return made;
    }

    private static List<String> templates(String kind) {
        try (InputStream in = Objects.requireNonNull(OrdinaryTexts.class.getResourceAsStream(kind + ".txt"))) {
            return List.of(new String(in.readAllBytes(), StandardCharsets.UTF_8).split("(?m)^%%\\n", -1));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String filled(String template) {
        thing = any(THINGS);
        StringBuilder text = new StringBuilder();
        for (String line : template.stripTrailing().split("\n", -1)) {
            Matcher repeated = REPEATED.matcher(line);
            int times = repeated.matches() ? Integer.parseInt(repeated.group(1)) : 1;
            for (int i = 0; i < times; i++) {
                text.append(line(repeated.matches() ? repeated.group(2) : line)).append('\n');
            }
        }
        return text.toString();
    }

    private String line(String template) {
        return SLOT.matcher(template)
                .replaceAll(slot -> Matcher.quoteReplacement(
                        value(slot.group(1), slot.group(2) == null ? "" : slot.group(2), slot.group())));
    }

    private String value(String slot, String size, String otherwise) {
        return switch (slot) {
            case "num" -> digits(Integer.parseInt(size));
            case "hex" -> shaped("h".repeat(Integer.parseInt(size)));
            case "HEX" -> shaped("h".repeat(Integer.parseInt(size))).toUpperCase(Locale.ROOT);
            case "alnum" -> shaped("x".repeat(Integer.parseInt(size)));
            case "dec" -> decimal(size);
            case "uuid" -> shaped("hhhhhhhh-hhhh-hhhh-hhhh-hhhhhhhhhhhh");
            case "sku" -> shaped(any(SKUS));
            case "amount" -> String.format(Locale.ROOT, "%,d.%02d", random.nextInt(100, 90_000), random.nextInt(100));
            case "version" -> "%d.%d.%d".formatted(random.nextInt(9), random.nextInt(20), random.nextInt(40));
            case "name" -> thing;
            case "Name" -> thing.substring(0, 1).toUpperCase(Locale.ROOT) + thing.substring(1);
            case "NAME" -> thing.toUpperCase(Locale.ROOT);
            case "plural" -> thing + "s";
            case "article" -> any(ARTICLES);
            case "analyte" -> any(ANALYTES);
            case "month" -> any(MONTHS);
            case "year" -> Integer.toString(year());
            case "date" -> "%d-%02d-%02d".formatted(year(), random.nextInt(1, 13), random.nextInt(1, 29));
            case "time" -> time();
            case "iso" -> "%s %s".formatted(value("date", "", ""), time());
            case "clf" -> "%02d/May/%d:%s +0200".formatted(random.nextInt(1, 29), year(), time());
            default -> otherwise;
        };
    }

    private int year() {
        return FIRST_YEAR + random.nextInt(YEARS);
    }

    private String time() {
        return "%02d:%02d:%02d".formatted(random.nextInt(24), random.nextInt(60), random.nextInt(60));
    }

    /// @param size digits before and after the point: `2.3`
    private String decimal(String size) {
        int point = size.indexOf('.');
        return digits(Integer.parseInt(size.substring(0, point))) + "."
                + shaped("9".repeat(Integer.parseInt(size.substring(point + 1))));
    }

    private String digits(int count) {
        return random.nextInt(1, 10) + shaped("9".repeat(count - 1));
    }

    /// `9` a digit, `A` a capital, `h` a hexadecimal digit, `x` a lower-case letter or digit; all else is
    /// literal.
    private String shaped(String shape) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < shape.length(); i++) {
            char c = shape.charAt(i);
            switch (c) {
                case '9' -> text.append((char) ('0' + random.nextInt(10)));
                case 'A' -> text.append((char) ('A' + random.nextInt(26)));
                case 'h' -> text.append("0123456789abcdef".charAt(random.nextInt(16)));
                case 'x' -> text.append("abcdefghijkmnpqrstuvwxyz23456789".charAt(random.nextInt(32)));
                default -> text.append(c);
            }
        }
        return text.toString();
    }

    private String any(List<String> values) {
        return values.get(random.nextInt(values.size()));
    }
}
