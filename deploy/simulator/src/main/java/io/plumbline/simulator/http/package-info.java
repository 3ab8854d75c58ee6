/// The wire: HTTP/1.1 on Netty, one virtual thread for each request, server-sent events, and detection of
/// disconnected clients.
@NullMarked
package io.plumbline.simulator.http;

import org.jspecify.annotations.NullMarked;
