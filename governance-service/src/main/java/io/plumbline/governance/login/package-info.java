/// The login page.
@NullMarked
package io.plumbline.governance.login;

import org.jspecify.annotations.NullMarked;
