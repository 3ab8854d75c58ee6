/// The API of eval-service for its siblings.
@NullMarked
package io.plumbline.clients.eval;

import org.jspecify.annotations.NullMarked;
