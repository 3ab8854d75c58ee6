package io.plumbline.standalone.demo.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class MultipartTest {

    @Test
    void isAFormAsBrowsersSendIt() {
        Multipart form = new Multipart()
                .field("team", "retail")
                .file("file", "a.jsonl", "application/jsonl", "{}\n".getBytes(StandardCharsets.UTF_8));

        assertThat(form.contentType()).isEqualTo("multipart/form-data; boundary=plumbline-demo-part");
        assertThat(new String(form.bytes(), StandardCharsets.UTF_8)).isEqualToNormalizingNewlines("""
                        --plumbline-demo-part
                        Content-Disposition: form-data; name="team"

                        retail
                        --plumbline-demo-part
                        Content-Disposition: form-data; name="file"; filename="a.jsonl"
                        Content-Type: application/jsonl

                        {}

                        --plumbline-demo-part--
                        """);
    }
}
