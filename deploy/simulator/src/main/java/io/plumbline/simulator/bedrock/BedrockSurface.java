package io.plumbline.simulator.bedrock;

import io.plumbline.simulator.answer.Reply;
import io.plumbline.simulator.answer.Respondent;
import io.plumbline.simulator.http.ApiSurface;
import io.plumbline.simulator.http.Credential;
import io.plumbline.simulator.http.Exchange;
import io.plumbline.simulator.http.Request;
import io.plumbline.simulator.http.RequestRefusal;
import io.plumbline.simulator.http.Response;
import io.plumbline.simulator.json.Json;
import io.plumbline.simulator.model.Ids;
import io.plumbline.simulator.model.ModelCall;
import io.plumbline.simulator.model.Models;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import tools.jackson.databind.node.ObjectNode;

/// The surface for Bedrock's clients under `/model/{id}/converse` and `/model/{id}/converse-stream`, errors
/// included. Signatures are checked for their form only.
public final class BedrockSurface implements ApiSurface {
    private static final String REQUEST_ID = "x-amzn-requestid";
    private static final String SIGNATURE = "AWS4-";

    private final Models models;
    private final Respondent respondent;

    public BedrockSurface(Models models, Respondent respondent) {
        this.models = models;
        this.respondent = respondent;
    }

    @Override
    public void handle(Request request, Exchange exchange) throws InterruptedException {
        List<String> path = request.segments();
        boolean stream = path.getLast().equals("converse-stream");
        if (path.size() != 3 || !(stream || path.getLast().equals("converse"))) {
            throw RequestRefusal.of(404, "Unknown path: " + request.method() + " " + request.path());
        }
        if (!request.method().equals("POST")) {
            throw RequestRefusal.of(405, request.path() + " takes POST only");
        }
        checkSignature(request);
        ObjectNode body = Json.object(request.body());
        models.call(path.get(1), request, exchange, call -> answer(call, ConverseReader.read(body), stream));
    }

    private static void checkSignature(Request request) {
        String shown = request.header("authorization").orElse("");
        if (shown.startsWith(SIGNATURE)) {
            Matcher signed = Credential.SIGNED.matcher(shown);
            if (!signed.matches()
                    || !signed.group(2).equals("bedrock")
                    || request.header("x-amz-date").isEmpty()) {
                throw RequestRefusal.of(
                        403, "The signature is not one of AWS Signature Version 4 for the service bedrock");
            }
        }
    }

    private void answer(ModelCall call, ConverseReader.Asked asked, boolean stream) throws InterruptedException {
        Reply reply = respondent.reply(asked.conversation(), call.dials(), 0);
        ConverseWriter writer = new ConverseWriter(asked, reply);
        Map<String, String> headers = Map.of(REQUEST_ID, Ids.next(""));
        if (stream) {
            call.stream(new AmazonFraming(), headers, writer.frames());
        } else {
            call.answer(Json.response(200, writer.answer()).with(REQUEST_ID, Ids.next("")));
        }
    }

    @Override
    public Response error(RequestRefusal refusal) {
        String param = refusal.param();
        String message = param == null ? refusal.message() : param + ": " + refusal.message();
        return Json.response(refusal.status(), Json.newObject().put("message", message))
                .with(REQUEST_ID, Ids.next(""))
                .with("x-amzn-errortype", type(refusal.status()));
    }

    private static String type(int status) {
        return switch (status) {
            case 401, 403 -> "AccessDeniedException";
            case 404 -> "ResourceNotFoundException";
            case 408 -> "ModelTimeoutException";
            case 424 -> "ModelErrorException";
            case 429 -> "ThrottlingException";
            case 503 -> "ServiceUnavailableException";
            default -> status >= 500 ? "InternalServerException" : "ValidationException";
        };
    }
}
