package io.plumbline.console.knowledge;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpEntity;
import org.springframework.http.HttpHeaders;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;
import org.springframework.web.multipart.MultipartFile;

/// The form that uploads documents. Tags, readers and subjects apply to each file.
///
/// @param id of the document; empty for the file's name. Only for a single file
record UploadForm(
        @Nullable String id,
        @Nullable String tags,
        @Nullable String readers,
        @Nullable String subjects) {

    private static final int LONGEST_ID = 128;

    static UploadForm of(String id, List<String> tags, List<String> readers) {
        return new UploadForm(id, String.join(", ", tags), String.join(", ", readers), "");
    }

    boolean hasId() {
        return id != null && !id.isBlank();
    }

    /// Returns the request for one of the files.
    MultiValueMap<String, Object> parts(MultipartFile file) {
        MultiValueMap<String, Object> parts = new LinkedMultiValueMap<>();
        HttpHeaders headers = new HttpHeaders();
        headers.setContentType(typeOf(file));
        parts.add("file", new HttpEntity<>(file.getResource(), headers));
        parts.add("id", hasId() ? Objects.requireNonNull(id).strip() : idOf(file));
        KnowledgeBaseForm.list(tags).forEach(tag -> parts.add("tags", tag));
        KnowledgeBaseForm.list(readers).forEach(reader -> parts.add("readers", reader));
        Objects.requireNonNullElse(subjects, "")
                .lines()
                .map(String::strip)
                .filter(subject -> !subject.isEmpty())
                .forEach(subject -> parts.add("subjects", subject));
        return parts;
    }

    private static MediaType typeOf(MultipartFile file) {
        try {
            return file.getContentType() == null
                    ? MediaType.APPLICATION_OCTET_STREAM
                    : MediaType.parseMediaType(file.getContentType());
        } catch (InvalidMediaTypeException e) {
            return MediaType.APPLICATION_OCTET_STREAM;
        }
    }

    /// Returns the name of the file as an id: a file of the same name is the next version.
    private static String idOf(MultipartFile file) {
        return idOf(Objects.requireNonNullElse(file.getOriginalFilename(), ""));
    }

    static String idOf(String fileName) {
        String last = fileName.substring(Math.max(fileName.lastIndexOf('/'), fileName.lastIndexOf('\\')) + 1);
        String id = last.replaceAll("[^A-Za-z0-9._@-]+", "-").replaceFirst("^[^A-Za-z0-9]+", "");
        return id.isEmpty() ? "document" : id.substring(0, Math.min(id.length(), LONGEST_ID));
    }
}
