/// Browser sign-in.
@NullMarked
package io.plumbline.web.login;

import org.jspecify.annotations.NullMarked;
