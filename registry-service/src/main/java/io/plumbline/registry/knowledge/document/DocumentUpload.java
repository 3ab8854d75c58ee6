package io.plumbline.registry.knowledge.document;

import io.plumbline.audit.payload.Pseudonyms;
import io.plumbline.kit.problem.RequestProblem;
import io.plumbline.registry.knowledge.KnowledgeBaseTags;
import io.plumbline.registry.knowledge.ReaderRules;
import io.plumbline.registry.knowledge.extraction.DocumentFormat;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.web.multipart.MultipartFile;

/// The form that uploads a document.
///
/// @param file PDF, DOCX, PPTX, XLSX, HTML, Markdown, text, CSV, JSON or EML
/// @param id unique in the knowledge base; an upload with the id of a document is its next version; default: a new
///     id
/// @param tags for filters and for the readers of tags
/// @param readers the only principals that may read the document; default: those of the knowledge base
/// @param subjects the people whom the document is about, by your ids, stored as pseudonyms
record DocumentUpload(
        @Nullable MultipartFile file,

        @Nullable @Pattern(regexp = ID) String id,

        @Nullable @Size(max = 50) List<@NotNull @Pattern(regexp = KnowledgeBaseTags.TAG) String> tags,

        @Nullable @Size(max = 50) List<@NotNull @Pattern(regexp = ReaderRules.PRINCIPAL) String> readers,

        @Nullable @Size(max = 50) List<@NotNull @Pattern(regexp = "\\S.{0,199}") String> subjects) {

    static final String ID = "[A-Za-z0-9][A-Za-z0-9._@-]{0,127}";

    private static final int MAX_NAME = 255;

    /// @throws io.plumbline.kit.problem.ProblemException 400 if there is no file
    MultipartFile requiredFile() {
        if (file == null) {
            throw RequestProblem.INVALID_REQUEST
                    .because("Send the file as the part \"file\" of a multipart/form-data body.")
                    .at("/file", "is required");
        }
        return file;
    }

    /// @throws io.plumbline.kit.problem.ProblemException 415 if the format is unknown
    DocumentDescription description(String digest, Pseudonyms pseudonyms) {
        MultipartFile sent = requiredFile();
        String name = displayName(sent.getOriginalFilename());
        DocumentFormat format = DocumentFormat.of(name, sent.getContentType())
                .orElseThrow(() -> KnowledgeProblem.UNKNOWN_DOCUMENT_FORMAT.because(
                        "Send PDF, DOCX, PPTX, XLSX, HTML, Markdown, text, CSV, JSON or EML."));
        return new DocumentDescription(
                name,
                format,
                sent.getSize(),
                digest,
                distinct(tags),
                readers == null || readers.isEmpty() ? null : distinct(readers),
                Objects.requireNonNullElse(subjects, List.<String>of()).stream()
                        .map(pseudonyms::of)
                        .distinct()
                        .sorted()
                        .toList());
    }

    private static List<String> distinct(@Nullable List<String> values) {
        return Objects.requireNonNullElse(values, List.<String>of()).stream()
                .distinct()
                .sorted()
                .toList();
    }

    /// The last component of a path without control characters. It is shown and never used as a path.
    static String displayName(@Nullable String sent) {
        String name = Objects.requireNonNullElse(sent, "");
        name = name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1);
        StringBuilder display = new StringBuilder();
        name.codePoints()
                .filter(c -> !Character.isISOControl(c)
                        && Character.getType(c) != Character.FORMAT
                        && Character.getType(c) != Character.SURROGATE)
                .limit(MAX_NAME)
                .forEach(display::appendCodePoint);
        return display.isEmpty() ? "document" : display.toString();
    }
}
