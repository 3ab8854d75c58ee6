package io.plumbline.e2e;

import java.net.http.HttpRequest;

/// The form by which a dataset's version is uploaded (RFC 7578).
public final class DatasetForm {

    public static final String CONTENT_TYPE = "multipart/form-data; boundary=part";

    private DatasetForm() {}

    /// @param lines records, one JSON object a line
    public static HttpRequest.BodyPublisher of(String team, String lines) {
        return HttpRequest.BodyPublishers.ofString("""
                --part\r
                Content-Disposition: form-data; name="team"\r
                \r
                %s\r
                --part\r
                Content-Disposition: form-data; name="file"; filename="records.jsonl"\r
                Content-Type: application/jsonl\r
                \r
                %s\r
                --part--\r
                """.formatted(team, lines));
    }
}
