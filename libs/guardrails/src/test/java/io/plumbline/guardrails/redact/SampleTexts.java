package io.plumbline.guardrails.redact;

import java.util.List;
import java.util.Random;

/// Random texts for property tests, composed of findings, near misses, and text between them.
final class SampleTexts {

    private static final List<String> FOUND = List.of(
            "ada.lovelace@example.com",
            "o'brien+tag@mail.example.co.uk",
            "müller@bücher.example.org",
            "4111 1111 1111 1111",
            "4111-1111-1111-1111",
            "378282246310005",
            "4111/1111/1111/1111",
            "card 4 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1",
            "ada (at) example (dot) com",
            "ana arroba ejemplo punto com",
            "mail: a d a @ e x a m p l e . c o m",
            "手机号是13812345678",
            "licence no D1234567",
            "Kennzeichen M-AB 1234",
            "1990年4月15日生まれ",
            "DE89 3704 0044 0532 0130 00",
            "GB29NWBK60161331926819",
            "+44 20 7946 0958",
            "(415) 555-0132",
            "+1 415 555 0132 ext. 77",
            "030 901820",
            "ssn 536-22-1234",
            "536-22-1234",
            "fe80::1%eth0/64",
            "AKIAIOSFODNN7EXAMPLE",
            "ghp_0123456789abcdefghijABCDEFGHIJ012345",
            "plk_0123456789abcdef_abcdefghijklmnopqrstuvwxyzABCDEFGHIJ0123456",
            "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJhZGEifQ.c2lnbmF0dXJlLXNpZ25hdHVyZQ",
            "-----BEGIN PRIVATE KEY-----\nMIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwggSj\nAgEAAoIBAQC7\n-----END PRIVATE KEY-----");

    private static final List<String> NEARLY = List.of(
            "ada@",
            "@example.com",
            "a@b",
            "ada (at)",
            " dot com",
            "arroba",
            "a d a @",
            "Kennzeichen ",
            "4111 1111 1111 1112",
            "DE89 3704 0044",
            "DE",
            "de8",
            "+44",
            "(415",
            "ssn ",
            "123",
            "12 34 56",
            "2026-11-24 10:00",
            "AKIA",
            "eyJ",
            "eyJhbGciOiJIUzI1NiJ9.",
            "-----BEGIN ",
            "--",
            "sk-",
            "-----BEGIN PRIVATE KEY-----\nMIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwggSj\n",
            "secret_key = ",
            "x@y.z@w.com",
            "[EMAIL_ADDRESS_1]",
            "[EMAIL_ADDRESS_",
            "\\[",
            "]",
            "[",
            "phone: ",
            "call me on ",
            "192.168.17.254",
            "https:",
            "https://portal.example.com/profile?",
            "name=x&mail=");

    private static final List<String> BETWEEN = List.of(
            " ",
            " ",
            ", ",
            ". ",
            "\n",
            "; ",
            "",
            "-",
            "_",
            "\"",
            "\\",
            "\\\\",
            "/",
            "é",
            "漢字",
            "😀",
            "👩‍🚀",
            "a",
            "The quick brown fox ",
            "hello ",
            "x",
            "0",
            "\t",
            "\ud83d",
            "\udc00",
            "\u200b",
            "\uDB40\uDC41",
            "１２３");

    private static final String SOUP = "0123456789 -.()+@%4a b.cDE89x_/\\\"eyJ\n,:#$xt40[]";

    private SampleTexts() {}

    static List<String> found() {
        return FOUND;
    }

    /// A text of some pieces, including the given ones.
    static String random(Random random, String... others) {
        StringBuilder text = new StringBuilder();
        int pieces = 1 + random.nextInt(12);
        for (int i = 0; i < pieces; i++) {
            switch (random.nextInt(4)) {
                case 0 -> text.append(any(FOUND, random));
                case 1 -> text.append(any(NEARLY, random));
                case 2 -> text.append(others.length > 0 ? others[random.nextInt(others.length)] : "");
                default -> text.append(any(BETWEEN, random));
            }
            text.append(random.nextInt(3) == 0 ? "" : any(BETWEEN, random));
        }
        return text.toString();
    }

    /// A text of characters that trigger recognizers, with some findings.
    static String soup(Random random) {
        StringBuilder text = new StringBuilder();
        int length = random.nextInt(120);
        for (int i = 0; i < length; i++) {
            if (random.nextInt(12) == 0) {
                text.append(any(FOUND, random));
            } else {
                text.append(SOUP.charAt(random.nextInt(SOUP.length())));
            }
        }
        return text.toString();
    }

    private static String any(List<String> from, Random random) {
        return from.get(random.nextInt(from.size()));
    }
}
