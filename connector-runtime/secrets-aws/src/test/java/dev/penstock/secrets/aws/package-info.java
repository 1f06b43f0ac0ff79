/** Tests against a stand-in of the two services. */
@NullMarked
package dev.penstock.secrets.aws;

import org.jspecify.annotations.NullMarked;
