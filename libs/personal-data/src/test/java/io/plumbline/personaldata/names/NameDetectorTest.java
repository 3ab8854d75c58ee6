package io.plumbline.personaldata.names;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.embeddings.EncoderUnavailableException;
import io.plumbline.embeddings.TextEncoder;
import io.plumbline.personaldata.detect.Category;
import io.plumbline.personaldata.detect.Deadline;
import io.plumbline.personaldata.detect.Finding;
import io.plumbline.personaldata.detect.InspectedText;
import io.plumbline.personaldata.detect.Provenance;
import io.plumbline.personaldata.detect.Surroundings;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The rules alone: findings without an encoder.
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
            They call me Mr. May, as you know.                  | May
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

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Diagnosis: Type 2 diabetes mellitus           | MEDICAL_DISEASE_DISORDER | Type 2 diabetes mellitus
            the patient has chronic kidney disease, too   | MEDICAL_DISEASE_DISORDER | chronic kidney disease
            diagnosed with Parkinson's disease last year  | MEDICAL_DISEASE_DISORDER | Parkinson's disease
            treated for bronchitis in March               | MEDICAL_DISEASE_DISORDER | bronchitis
            she was admitted after a stroke               | MEDICAL_DISEASE_DISORDER | stroke
            takes metoprolol 25 mg twice                  | MEDICAL_MEDICATION       | metoprolol 25 mg
            Rx: Adalimumab 40mg                           | MEDICAL_MEDICATION       | Adalimumab 40mg
            prescribed an Albuterol inhaler               | MEDICAL_MEDICATION       | Albuterol inhaler
            the doctor ordered a chest X-ray              | MEDICAL_THERAPEUTIC_PROCEDURE | chest X-ray
            surgery: laparoscopic appendectomy            | MEDICAL_THERAPEUTIC_PROCEDURE | laparoscopic appendectomy
            """)
    void findsWhatIsSaidOfSomebodysHealth(String text, String entity, String value) {
        assertThat(found(text, entity, 0.7)).containsExactly(value);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "The diagnosis of the outage took a major effort.",
                "a different stroke of the pen",
                "My prognosis: a system failure in April, and a primary key conflict.",
                "lolololol what a nostalgia trip to Bohemia",
                "an attack on the heart of the city",
            })
    void takesNoOtherWordsForConditions(String text) {
        assertThat(found(text, "MEDICAL_DISEASE_DISORDER", 0)).isEmpty();
        assertThat(found(text, "MEDICAL_MEDICATION", 0)).isEmpty();
    }

    @Test
    void saysLittleOfWhatIsSaidOfNobody() {
        assertThat(found("What helps against migraine?", "MEDICAL_DISEASE_DISORDER", 0.5))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Ada Wong|12 Oak Street, Dover, OH 37486|4000-0000-0089-1441 | 12 Oak Street, Dover, OH 37486
            """, quoteCharacter = '~', ignoreLeadingAndTrailingWhitespace = true)
    void staysWithinTheCellOfARow(String first, String address, String last, String found) {
        assertThat(found(first + "|" + address + "|" + last, "ADDRESS", 0.5)).containsExactly(found);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Date: 2021-02-13T21:55:00Z\nReferring physician",
                "born 1985-11-27\nMark Hill",
                "Code CPI\nDate: 2025-08-23"
            })
    void takesNoTimesForAddresses(String text) {
        assertThat(found(text, "ADDRESS", 0)).isEmpty();
        assertThat(found(text, "ZIP_CODE", 0)).isEmpty();
    }

    @Test
    void findsAWholeNameAgainWhereItIsNotAnnounced() {
        assertThat(found("Patient: Robert King\n\nthe complaint of Robert King", "PERSON", 0.7))
                .containsExactly("Robert King");
    }

    @Test
    void takesACommonWordForANameAgainOnlyWithinASentence() {
        String text = "We met Mr. Brown. Then that Brown left. Brown bears are large.";
        assertThat(detector.detect(text).stream()
                        .filter(finding -> finding.entityType().equals("PERSON")))
                .extracting(Finding::start)
                .containsExactly(text.indexOf("Brown"), text.indexOf("Brown left"));
    }

    @Test
    void goesByTheRulesWhenTheEncoderGivesNoAnswer() {
        String text = "Please ask Dr. Ingrid Sørensen about it.";
        assertThat(detector.detect(overloaded(text).seenThoroughly()))
                .isNotEmpty()
                .isEqualTo(detector.detect(text));
    }

    @Test
    void goesByTheTaggerWhenTheEncoderGivesNoAnswerOnDoubts() {
        String text = "Kiran Vellaturi called. Quorvex Strand 9?";
        InspectedText passage = overloaded(text);
        assertThat(detector.detect(passage))
                .filteredOn(finding -> finding.entityType().equals("PERSON"))
                .extracting(finding -> text.substring(finding.start(), finding.end()))
                .contains("Kiran Vellaturi");
        assertThat(passage.missed()).isPositive();
    }

    private static InspectedText overloaded(String text) {
        TextEncoder overloaded = (_, _) -> {
            throw new EncoderUnavailableException("too many texts wait for the encoder");
        };
        return new InspectedText(text, Provenance.USER, Surroundings.NONE, Deadline.NONE, overloaded);
    }

    @Test
    void findsPersonalDataAlone() {
        assertThat(detector.entityTypes(Category.PII)).contains("PERSON", "MEDICAL_MEDICATION");
        assertThat(detector.entityTypes(Category.SECRET)).isEmpty();
    }

    @Test
    void readsNamesWithoutEnd() {
        assertThat(detector.detect("Mr. Okafor " + "Okafor ".repeat(100_000))).isNotEmpty();
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
