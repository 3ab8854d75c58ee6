package io.plumbline.guardrails.names;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The rules alone: what is found where there is no encoder.
class NameDetectorTest {

    private final NameDetector detector = new NameDetector();

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Dear Mr. Okonkwo, thank you for your call.          | Okonkwo
            Please ask Dr. Ingrid Sørensen about the results.   | Ingrid Sørensen
            Name: Yuki Tanaka                                   | Yuki Tanaka
            hello, my name is Zbigniew Kowalczyk                | Zbigniew Kowalczyk
            I met Ludwig van der Meer there.                    | Ludwig van der Meer
            We hired Mary-Jane O'Connor last week.              | Mary-Jane O'Connor
            PASSENGER: JOHN PAUL WALKER                         | JOHN PAUL WALKER
            the order of priya sharma is late                   | priya sharma
            Sehr geehrte Frau Lindemann, vielen Dank.           | Lindemann
            "customer": "Chinedu Okafor"                        | Chinedu Okafor
            Maria Rodriguez's parcel                            | Maria Rodriguez
            record of J***** S****, resigned                    | J***** S****
            ｜ Dorothy Rаmirez ｜                                | Dorothy Rаmirez
            """)
    void findsPeopleByContextAndLists(String text, String name) {
        assertThat(found(text, "PERSON", 0.5)).containsExactly(name);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Der Kunde hat eine Beschwerde über die Lieferung eingereicht.",
                "Mark the box and bill me later; will you?",
                "The Quarterly Business Review is on Monday, May 4.",
                "Kubernetes Pod CrashLoopBackOff after upgrading Spring Boot",
                "public class OrderService extends AbstractService {}",
                "Dear Customer,\nyour order has been shipped.",
                "Kind Regards\n\nSupport Team",
                "{\"name\": \"exactMatch\", \"floor\": 0.8}",
                "Terms and Conditions: see Section 4 of the Agreement",
            })
    void takesNoWordsForPeople(String text) {
        assertThat(found(text, "PERSON", 0)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "12 Oak Street",
                "3020 Redwood Ave, Bristol, AL 66332",
                "4 Privet Close, Flat 2, Reading RG1 4PX",
                "Hauptstraße 12a, 10115 Berlin",
                "Berliner Straße 5, D-04103 Leipzig, Germany",
                "12, rue de la Paix, 75002 Paris",
                "Calle Mayor 5, 28013 Madrid",
                "Via Garibaldi 10, 20121 Milano",
                "Prinsengracht 263, 1016 GV Amsterdam",
                "ul. Polna 7, 00-625 Warszawa",
                "P.O. Box 4711, Springfield, IL 62701",
                "812 N. Lincoln Blvd Apt. 5\nRiver Falls, WI 54022",
            })
    void findsWholeAddresses(String address) {
        assertThat(found("Please send it to " + address + " by tomorrow.", "ADDRESS", 0.5))
                .containsExactly(address);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            she is 42 years old                | AGE       | 42
            a 7-year-old boy                   | AGE       | 7
            aged 81, from Leeds                | AGE       | 81
            Die Patientin ist 63 Jahre alt.    | AGE       | 63
            "age": 29                          | AGE       | 29
            my zip code is 94110               | ZIP_CODE  | 94110
            postcode: SW1A 1AA                 | ZIP_CODE  | SW1A 1AA
            a Norwegian citizen                | NRP       | Norwegian
            flights to São Paulo               | LOCATION  | São Paulo
            a treaty with New Zealand          | LOCATION  | New Zealand
            invoice of Lindberg Holdings Ltd.  | ORGANIZATION | Lindberg Holdings Ltd.
            our Senior Software Engineer left  | JOB_TITLE | Senior Software Engineer
            thanks, Prof. Dr. Weber            | TITLE     | Prof. Dr.
            """)
    void findsWhatElseIsSaidOfPersons(String text, String entity, String value) {
        assertThat(found(text, entity, 0.5)).containsExactly(value);
    }

    @ParameterizedTest
    @ValueSource(strings = {"the warranty lasts 5 years", "version 42", "within 30 days", "1234 items in 12 boxes"})
    void takesNoNumbersForAges(String text) {
        assertThat(found(text, "AGE", 0)).isEmpty();
        assertThat(found(text, "ADDRESS", 0)).isEmpty();
    }

    @Test
    void readsTitlesWithoutEnd() {
        String text = "Dr. ".repeat(50_000) + "Anna Weber";
        assertThat(detector.detect(text)).isNotEmpty();
    }

    private List<String> found(String text, String entity, double from) {
        return detector.detect(text).stream()
                .filter(finding -> finding.entityType().equals(entity) && finding.score() >= from)
                .map(finding -> text.substring(finding.start(), finding.end()))
                .distinct()
                .toList();
    }
}
