package io.plumbline.console.knowledge;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.console.knowledge.KnowledgeBaseForm.ChunkingFields;
import io.plumbline.console.knowledge.KnowledgeBaseForm.RedactionFields;
import io.plumbline.console.knowledge.KnowledgeClient.Settings;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KnowledgeBaseFormTest {

    private static KnowledgeBaseForm form(String size, String overlap) {
        return new KnowledgeBaseForm(
                " handbook ",
                "retail",
                "Rules",
                "NONE",
                new ChunkingFields("FIXED", size, overlap),
                new RedactionFields("MASK", "IBAN_CODE,  EMAIL_ADDRESS", "US_SSN=REJECT\n\n"),
                null,
                "",
                "board = role:auditor, user:u-1");
    }

    @Test
    void readsListsPairsAndEmptyFields() {
        Settings settings = form("", "10").settings(true);
        assertThat(settings.chunking().size()).isNull();
        assertThat(settings.chunking().overlap()).isEqualTo(10);
        assertThat(settings.redaction().entities()).containsExactly("IBAN_CODE", "EMAIL_ADDRESS");
        assertThat(settings.redaction().overrides()).isEqualTo(Map.of("US_SSN", "REJECT"));
        assertThat(settings.tagReaders()).isEqualTo(Map.of("board", List.of("role:auditor", "user:u-1")));
        assertThat(settings.readers()).isEmpty();
        assertThat(settings.keepOriginal()).isFalse();
        assertThat(form("", "").settings(false).team()).isNull();
    }

    @Test
    void findsFieldsThatAreNotNumbers() {
        assertThat(form("many", "-1").unreadable().orElseThrow().fields())
                .containsOnlyKeys("chunking.size", "chunking.overlap");
        assertThat(form("500", "").unreadable()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"leave.md, leave.md", "C:\\docs\\Über uns.pdf, ber-uns.pdf", "../../etc/passwd, passwd", "§, document"})
    void namesADocumentAfterItsFile(String file, String id) {
        assertThat(UploadForm.idOf(file)).isEqualTo(id);
    }
}
