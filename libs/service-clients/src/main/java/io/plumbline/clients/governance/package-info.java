/// The API of governance-service for other services.
@NullMarked
package io.plumbline.clients.governance;

import org.jspecify.annotations.NullMarked;
