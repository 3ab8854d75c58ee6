package io.plumbline.console.page.download;

import io.plumbline.console.api.ApiClients;
import io.plumbline.console.api.RemoteService;
import io.plumbline.kit.problem.RequestProblem;
import jakarta.servlet.http.HttpServletResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;

/// Passes a file of a service on, without holding it in memory. The browser stores it and never shows it as a page of
/// the console: it may contain scripts.
@Component
public final class FileDownload {

    private final ApiClients clients;

    FileDownload(ApiClients clients) {
        this.clients = clients;
    }

    /// @param path of the file in the service's API, with variables in braces
    /// @param type as the service returns it
    /// @param file the name under which the browser stores it
    public void send(
            RemoteService service,
            String path,
            Map<String, ?> variables,
            MediaType type,
            String file,
            HttpServletResponse response) {
        clients.rest(service).get().uri(path, variables).accept(type).exchange((_, answer) -> {
            if (answer.getStatusCode().isError()) {
                throw RequestProblem.NOT_FOUND.because("The file does not exist, or you may not download it.");
            }
            response.setContentType(type.toString());
            response.setHeader(
                    HttpHeaders.CONTENT_DISPOSITION,
                    ContentDisposition.attachment()
                            .filename(file, StandardCharsets.UTF_8)
                            .build()
                            .toString());
            answer.getBody().transferTo(response.getOutputStream());
            return file;
        });
    }
}
