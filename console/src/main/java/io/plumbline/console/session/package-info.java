/// Signing in and out, and the session of a browser.
@NullMarked
package io.plumbline.console.session;

import org.jspecify.annotations.NullMarked;
