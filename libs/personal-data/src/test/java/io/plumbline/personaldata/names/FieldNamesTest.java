package io.plumbline.personaldata.names;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.personaldata.detect.Category;
import io.plumbline.personaldata.detect.Deadline;
import io.plumbline.personaldata.detect.InspectedText;
import io.plumbline.personaldata.detect.Provenance;
import io.plumbline.personaldata.detect.Surroundings;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FieldNamesTest {

    private static final double SURE = 0.85;

    private final NameDetector detector = new NameDetector();

    private List<String> found(String text) {
        InspectedText passage = new InspectedText(text, Provenance.USER, Surroundings.NONE, Deadline.NONE, null);
        return detector.detect(passage).stream()
                .filter(finding -> finding.category() == Category.PII
                        && finding.entityType().equals("PERSON")
                        && finding.score() >= SURE)
                .map(finding -> text.substring(finding.start(), finding.end()))
                .toList();
    }

    @Test
    void takesTheLabelOfAMemberForEvidence() {
        assertThat(found("{\"first\": \"Ada\", \"last\": \"Lovelace\"}")).containsExactly("Ada", "Lovelace");
        assertThat(found("{\"nachname\":\"Wübbenhorst\"}")).containsExactly("Wübbenhorst");
        assertThat(found("{\\\"lastName\\\": \\\"Okonkwo\\\"}")).containsExactly("Okonkwo");
        assertThat(found("{\"姓\": \"欧阳\", \"名\": \"靖雯\"}")).containsExactly("欧阳", "靖雯");
    }

    @Test
    void readsAssignmentsAndElements() {
        assertThat(found("surname=Okonkwo;tier=3")).containsExactly("Okonkwo");
        assertThat(found("person:\n  family_name: van der Wübben\n  plan: gold"))
                .containsExactly("van der Wübben");
        assertThat(found("<lastName>Brannigan</lastName>")).containsExactly("Brannigan");
    }

    @Test
    void readsColumnsUnderTheirHeaders() {
        assertThat(found("id,first_name,last_name\n1,Tadhg,Brannigan\n2,Aoife,\"Ní Bhriain\"\n"))
                .containsExactly("Tadhg", "Brannigan", "Aoife", "Ní Bhriain");
        assertThat(found("INSERT INTO users (id, last_name) VALUES (1, 'Brannigan'), (2, 'Okonkwo');"))
                .containsExactly("Brannigan", "Okonkwo");
        assertThat(found("| id | surname |\n|---|---|\n| 1 | Brannigan |")).containsExactly("Brannigan");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"first\": \"2026-01-01\", \"last\": \"2026-12-31\"}",
                "{\"first\": \"asc\", \"last\": \"desc\"}",
                "{\"first\": \"Monthly Report\"}",
                "last_name VARCHAR(100) NOT NULL, first_name VARCHAR(100)",
                "lastName: String;",
                "self.last_name = last_name",
                "surname = Person.surname",
                "\"last_name\": \"Enter your last name\"",
                "firstName: z.string()",
                "surname: required"
            })
    void leavesTypesTextsAndExpressionsAlone(String text) {
        assertThat(found(text)).isEmpty();
    }
}
