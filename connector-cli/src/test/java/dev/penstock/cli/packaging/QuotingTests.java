package dev.penstock.cli.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class QuotingTests {
    @Test
    void leavesNothingForTerraformToInterpret() {
        assertThat(Hcl.quoted("a\"b\\c\n\r\t$d%e")).isEqualTo("\"a\\\"b\\\\c\\n\\r\\t$d%e\"");
        assertThat(Hcl.quoted("${a}%{b}$${c}")).isEqualTo("\"$${a}%%{b}$$${c}\"");
        assertThat(Hcl.quoted("\u0001\u2028")).isEqualTo("\"\\u0001\\u2028\"");
    }

    @Test
    void makesVariablesOfReferences() {
        Hcl hcl = new Hcl(new TreeSet<>(List.of("A-B", "A_B", "ä")));
        assertThat(hcl.variables()).containsEntry("A-B", "env_a_b").containsEntry("A_B", "env_a_b_2");
        assertThat(hcl.template("x-${env:A_B}-${env:A-B:-d}-${env:NOT_THERE}-$${env:A_B}"))
                .isEqualTo("\"x-${var.env_a_b_2}-${var.env_a_b}-$${env:NOT_THERE}-$${env:A_B}\"");
    }

    @Test
    void leavesNothingForAShellOrMarkdownToInterpret() {
        assertThat(Shell.quoted("plain-1.2/x")).isEqualTo("plain-1.2/x");
        assertThat(Shell.quoted("a'b $(c)")).isEqualTo("'a'\\''b $(c)'");
        assertThat(Shell.quoted("")).isEqualTo("''");
        assertThat(Markdown.line("a\n# <b> [c](d)")).isEqualTo("a \\# \\<b\\> \\[c\\]\\(d\\)");
        assertThat(Markdown.code("a`b")).isEqualTo("`` a`b ``");
    }
}
