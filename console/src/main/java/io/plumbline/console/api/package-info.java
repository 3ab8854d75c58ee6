/// Calls of the services' APIs with the signed-in user's token.
@NullMarked
package io.plumbline.console.api;

import org.jspecify.annotations.NullMarked;
