package io.plumbline.personaldata.pii;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.personaldata.detect.Finding;
import io.plumbline.personaldata.scan.SpanScanner;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GenericRecognizersTest {

    private static final SpanScanner SCANNER = new SpanScanner(PiiRecognizers.all(List.of("US")));

    private static List<String> found(String entity, String text) {
        return SCANNER.detect(text).stream()
                .filter(finding -> finding.entityType().equals(entity))
                .map(finding -> text.substring(finding.start(), finding.end()))
                .distinct()
                .toList();
    }

    private static double score(String entity, String text) {
        return SCANNER.detect(text).stream()
                .filter(finding -> finding.entityType().equals(entity))
                .mapToDouble(Finding::score)
                .max()
                .orElse(0);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "DATE_TIME | filed 2023-05-28T03:02:00Z today | 2023-05-28T03:02:00Z",
                "DATE_TIME | on 5/20/2021 they | 5/20/2021",
                "DATE_TIME | am 21. Januar 2019 geboren | 21. Januar 2019",
                "DATE_TIME | le 3 février 2020 | 3 février 2020",
                "DATE_TIME | 2021年3月4日に | 2021年3月4日",
                "DATE_TIME | at 10:30 am sharp | 10:30 am",
                "DATE_OF_BIRTH | DOB: 1990-01-15, admitted 2024-02-01 | 1990-01-15",
                "DATE_OF_BIRTH | She was born on March 4, 1971. | March 4, 1971",
                "IP_ADDRESS | from 10.0.0.1:8080 | 10.0.0.1",
                "IP_ADDRESS | Connect to [2001:db8::1]:8080 | 2001:db8::1",
                "IP_ADDRESS | fe80::1%eth0/64 is up | fe80::1%eth0/64",
                "URL | see https://a.example/x?q=1). Then | https://a.example/x?q=1",
                "URL | on shop.example.co.uk today | shop.example.co.uk",
                "URL | http://bücher.example/ | http://bücher.example/",
                "MAC_ADDRESS | and AA-BB-CC-DD-EE-FE on | AA-BB-CC-DD-EE-FE",
                "CRYPTO | to 16Yeky6GMjeNkAiNcBY7ZhrLoMSgg1BoyZ now | 16Yeky6GMjeNkAiNcBY7ZhrLoMSgg1BoyZ",
                "CRYPTO | bc1qar0srrr7xfkvy5l643lydnw9re59gtzzwf5mdq | bc1qar0srrr7xfkvy5l643lydnw9re59gtzzwf5mdq",
                "CRYPTO | 0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed | 0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed",
                "VIN | car 1HGBH41JXMN109186 | 1HGBH41JXMN109186",
                "SWIFT_CODE | SWIFT: CHASUS33 | CHASUS33",
                "ABA_ROUTING_NUMBER | 3222-7162-7 | 3222-7162-7",
                "CREDIT_DEBIT_CVV | CVV 123 | 123",
                "CREDIT_DEBIT_EXPIRY | exp 04/27 | 04/27",
                "SALARY | her salary is $85,000 | $85,000",
                "IBAN_CODE | IBAN DE96492181436065445513 | DE96492181436065445513",
                "MEDICAL_RECORD_NUMBER | MRN: 48-12345 | 48-12345",
                "EMPLOYEE_ID | badge EMP-36207 | EMP-36207",
                "PASSPORT_NUMBER | Passport No. Y97099157 | Y97099157",
                "COURT_CASE_NUMBER | Case 4:24-cv-02508-VGN | 4:24-cv-02508-VGN",
                "PASSWORD | db_pass = \"hunter2x\" | hunter2x",
                "PASSWORD | my password is hunter2! | hunter2!",
                "USERNAME | user: admin_12 | admin_12",
                "USERNAME | GRANT ALL ON *.* TO 'ada_7'@'10.0.0.1' | ada_7",
                "IMEI | IMEI 490154203237518 | 490154203237518",
                "COORDINATE | at 48.85837, 2.29448 | 48.85837, 2.29448"
            })
    void areFoundToTheCharacter(String entity, String text, String expected) {
        assertThat(found(entity, text)).contains(expected);
        assertThat(score(entity, text)).isGreaterThanOrEqualTo(0.4);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "DATE_TIME | 13/32/2021 and 2021-13-01",
                "IP_ADDRESS | 192.168.1.256 std::cout 12:34:56 abc:def:ghi 2001::db8::1",
                "URL | www.microsoft and node.js, e.g. this. Then",
                "CRYPTO | 16Yeky6GMjeNkAiNcBY7ZhrLoMSgg1BoyZ2",
                "CRYPTO | 0x5aaeb6053F3E94C9b9A09f33669435E7Ef1BeAed",
                "CRYPTO | bc1qar0srrr7xfkvy5l643lydnw9re59gtzzwf5mdr",
                "SWIFT_CODE | swift business",
                "PASSWORD | the password is wrong and password: string",
                "USERNAME | the user is tall",
                "IMEI | IMEI 490154203237519",
                "CREDIT_DEBIT_CVV | chapter 123",
                "ABA_ROUTING_NUMBER | INS-121042882"
            })
    void areNotFoundWhereTheyAreNot(String entity, String text) {
        assertThat(found(entity, text)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"DE89370400440532013000", "GB29 NWBK 6016 1331 9268 19", "NL91ABNA0417164300"})
    void knowHowIbansAreMadeInTheirCountry(String iban) {
        assertThat(score("IBAN_CODE", iban)).isEqualTo(1.0);
        assertThat(found("IBAN_CODE", iban.substring(0, iban.length() - 1) + "X"))
                .isEmpty();
    }
}
