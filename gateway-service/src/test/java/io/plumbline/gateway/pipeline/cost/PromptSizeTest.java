package io.plumbline.gateway.pipeline.cost;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.gateway.wire.WireJson;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.node.ObjectNode;

/// What a request may cost must not depend on what a caller makes it look like.
class PromptSizeTest {

    private static final int PER_IMAGE = 2_000;
    private static final int LENGTH = 64_000;
    private static final String PROSE = "lorem ipsum ".repeat(LENGTH / 12);
    private static final String BASE64 = "QUJD".repeat(LENGTH / 4);

    /// `#` stands for prose, `@` for base64: none of these is an image, sound or a file.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'role':'user','content':'data:image/ #'}",
                "{'role':'user','content':'data:image/png;base64,@'}",
                "{'role':'user','content':[{'type':'text','text':'data:image/png;base64,@'}]}",
                "{'role':'user','content':[{'type':'image_url','image_url':{'url':'data:image/png;base64,#'}}]}",
                "{'role':'user','content':[{'type':'image_url','image_url':{'url':'data:image/png,@'}}]}",
                "{'role':'user','content':[{'type':'image_url','image_url':{'url':'data:text/html;base64,@'}}]}",
                "{'role':'user','content':[{'type':'image_url','image_url':{'detail':'data:image/png;base64,@'}}]}",
                "{'role':'user','content':[{'type':'file','file':{'file_data':'data:text/plain;base64,@'}}]}",
                "{'role':'user','content':[{'type':'file','file':{'file_data':'#'}}]}",
                "{'role':'user','content':[{'type':'document','source':{'type':'text','data':'@'}}]}",
                "{'role':'user','content':[{'type':'document','source':{'type':'base64','media_type':'text/plain',"
                        + "'data':'@'}}]}",
                "{'role':'user','content':[{'type':'document','source':{'type':'text','data':'#'}}]}",
                "{'role':'assistant','content':[{'type':'tool_use','input':{'source':{'data':'@'}}}]}",
                "{'role':'user','content':'Hi','url':'data:image/png;base64,@','data':'@'}"
            })
    void countsAsTextWhatModelsReadAsText(String message) {
        assertThat(size(message)).isGreaterThan(LENGTH - 1_000L);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'role':'user','content':[{'type':'image_url','image_url':{'url':'data:image/png;base64,@'}}]}",
                "{'role':'user','content':[{'type':'image_url','image_url':'data:image/png;base64,@'}]}",
                "{'role':'user','content':[{'type':'image_url','image_url':{'url':'https://example.com/a.png'}}]}",
                "{'role':'user','content':[{'type':'image','source':{'type':'url','url':'https://example.com/a'}}]}"
            })
    void countsAnImageByItself(String message) {
        assertThat(size(message)).isBetween((long) PER_IMAGE, PER_IMAGE + 200L);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'role':'user','content':[{'type':'input_audio','input_audio':{'data':'@','format':'wav'}}]}",
                "{'role':'user','content':[{'type':'file','file':{'file_data':'data:application/pdf;base64,@'}}]}",
                "{'role':'user','content':[{'type':'video_url','video_url':{'url':'data:video/mp4;base64,@'}}]}",
                "{'role':'user','content':[{'type':'document','source':{'type':'base64',"
                        + "'media_type':'application/pdf','data':'@'}}]}",
                "{'role':'user','content':[{'type':'tool_result','content':[{'type':'image','source':"
                        + "{'type':'base64','media_type':'image/png','data':'@'}}]}]}"
            })
    void countsSoundAndFilesByTheirSize(String message) {
        assertThat(size(message)).isBetween(LENGTH / 16L, LENGTH / 16L + 300);
    }

    @Test
    void takesADocumentWithoutSpacesForText() {
        String chinese = "\u4f60\u597d".repeat(3_000);
        long bytes = chinese.getBytes(StandardCharsets.UTF_8).length;
        assertThat(size("{'role':'user','content':[{'type':'document','source':{'type':'text','media_type':"
                        + "'text/plain','data':'" + chinese + "'}}]}"))
                .isGreaterThan(bytes);
    }

    private static long size(String message) {
        String json = ("{'model':'m','messages':[" + message + "]}")
                .replace("#", PROSE)
                .replace("@", BASE64)
                .replace('\'', '"');
        ObjectNode body = WireJson.object(json.getBytes(StandardCharsets.UTF_8)).orElseThrow();
        return PromptSize.of(body).bound(PER_IMAGE);
    }
}
