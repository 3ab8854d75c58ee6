/// Providers: list, page, form with a write-only credential, test of the connection.
@NullMarked
package io.plumbline.console.provider;

import org.jspecify.annotations.NullMarked;
