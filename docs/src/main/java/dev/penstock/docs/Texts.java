package dev.penstock.docs;

import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Code;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.IndentedCodeBlock;
import org.commonmark.node.Node;
import org.commonmark.node.SoftLineBreak;
import org.commonmark.node.Text;

/** The words of a part of a document. */
final class Texts extends AbstractVisitor {
    private final StringBuilder text = new StringBuilder();

    private Texts() {}

    static String of(Node node) {
        Texts texts = new Texts();
        node.accept(texts);
        return texts.text.toString().replaceAll("\\s+", " ").strip();
    }

    /** Of inline parts, where no space may be added. */
    static String ofHeading(Node heading) {
        Texts texts = new Texts();
        heading.accept(texts);
        return texts.text.toString().strip();
    }

    @Override
    public void visit(Text node) {
        text.append(node.getLiteral());
    }

    @Override
    public void visit(Code node) {
        text.append(node.getLiteral());
    }

    @Override
    public void visit(SoftLineBreak node) {
        text.append(' ');
    }

    @Override
    public void visit(FencedCodeBlock node) {
        text.append(' ').append(node.getLiteral()).append(' ');
    }

    @Override
    public void visit(IndentedCodeBlock node) {
        text.append(' ').append(node.getLiteral()).append(' ');
    }

    @Override
    protected void visitChildren(Node parent) {
        boolean block = parent instanceof org.commonmark.node.Block || parent instanceof org.commonmark.node.CustomNode;
        super.visitChildren(parent);
        if (block) {
            text.append(' ');
        }
    }
}
