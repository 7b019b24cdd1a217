// Command concord reads the declarations and resolutions of states into a graph in which every statement
// quotes its words, and answers questions about it.
//
// Here are flags, files, exit codes and the wiring of loaders, stores and queries; what a text says, how a
// quad is kept and what a path means is decided below. Start with verbs, the table of commands, and with
// open.go, the table of stores.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"runtime/debug"
	"syscall"

	"github.com/spf13/cobra"

	"concord/loaders"
)

func main() {
	signal.Ignore(syscall.SIGPIPE) // a closed pipe is an error of write, and ends quietly
	ends := []os.Signal{os.Interrupt, syscall.SIGTERM}
	if !signal.Ignored(syscall.SIGHUP) { // as nohup does
		ends = append(ends, syscall.SIGHUP)
	}
	ctx, stop := signal.NotifyContext(context.Background(), ends...)
	context.AfterFunc(ctx, stop) // a second signal ends the program at once
	p := &program{stdout: os.Stdout, stderr: os.Stderr}
	os.Exit(p.run(ctx, os.Args[1:]))
}

// program is one run of concord.
type program struct {
	stdout io.Writer
	stderr io.Writer

	store  string // --store
	format string // --format, "" when not given
	quiet  bool   // --quiet of build
	out    *output
}

// verbs are the commands, in the order in which help lists them.
var verbs = []func(*program) *cobra.Command{
	buildCommand, listCommand, dropCommand, renameCommand,
	queryCommand, pathCommand, whyCommand, showCommand, findCommand, diffCommand,
	loadCommand, exportCommand, convertCommand, statsCommand,
	verifyCommand, backupCommand, restoreCommand, compactCommand, benchCommand,
	completionCommand,
}

// run does what args say and returns the exit code.
func (p *program) run(ctx context.Context, args []string) int {
	started := false
	root := p.command(func() { started = true })
	root.SetArgs(args)
	verb, err := root.ExecuteContextC(ctx)
	if err != nil && !started {
		err = misused(verb, err)
	}
	if p.out != nil {
		err = errors.Join(err, p.out.Flush())
	}
	return report(p.stderr, err)
}

// misused is an error in the command line of a verb.
func misused(verb *cobra.Command, err error) error {
	var f *failure
	if errors.As(err, &f) {
		return err
	}
	return &failure{code: exitUsage, err: err, hint: fmt.Sprintf("see %q", verb.CommandPath()+" --help")}
}

// known is an error when args, which no verb took, name one that does not exist.
func known(root *cobra.Command, args []string) error {
	if len(args) == 0 {
		return nil
	}
	f := &failure{code: exitUsage, err: fmt.Errorf("unknown command %q", args[0])}
	if close := root.SuggestionsFor(args[0]); len(close) > 0 {
		f.hint = fmt.Sprintf("did you mean %q", "concord "+close[0])
	}
	return f
}

// command returns the tree of commands; started is called when the command line was understood.
func (p *program) command(started func()) *cobra.Command {
	root := &cobra.Command{
		Use:     "concord",
		Version: version(),
		Short:   "a knowledge graph of declarations and resolutions, each statement with its quote",
		Long: `concord reads the declarations and resolutions of states into a graph in which every
statement quotes the words it rests on, and answers questions about it.

Answers go to standard output, all else to standard error. Exit codes: 0 done; 1 the answer is
empty, or texts differ; 2 the command line or a query is wrong; 3 a text cannot be read or a name is unknown; 4 the
store is missing, locked, damaged or of another version; 5 a time limit was reached; 6 reading or
writing failed; 130 interrupted, the store is as it was.`,
		Args:          known,
		RunE:          func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
		SilenceErrors: true,
		SilenceUsage:  true,
		PersistentPreRunE: func(*cobra.Command, []string) (err error) {
			p.out, err = newOutput(p.stdout, p.format)
			if err == nil {
				started()
			}
			return err
		},
	}
	root.SetOut(p.stdout)
	root.SetErr(p.stderr)
	root.CompletionOptions.DisableDefaultCmd = true
	root.SuggestionsMinimumDistance = 2
	root.SetVersionTemplate("concord {{.Version}}\n")
	root.PersistentFlags().StringVarP(&p.store, "store", "s", "concord.db", "folder of the store")
	for _, verb := range verbs {
		root.AddCommand(verb(p))
	}
	return root
}

// version tells the version of the program and that of its reader, on which depends what a text is read as.
func version() string {
	program := "(devel)"
	if info, ok := debug.ReadBuildInfo(); ok && info.Main.Version != "" {
		program = info.Main.Version
	}
	return program + ", reader " + loaders.Version()
}

// formatFlag gives cmd, which prints a table, the flag that chooses its form.
func (p *program) formatFlag(cmd *cobra.Command) {
	cmd.Flags().StringVar(&p.format, "format", "", "table, tsv, csv or json (default table on a terminal, else tsv)")
}

// wordsFlag gives cmd, which prints words in their sentences, the flag that makes a table of them.
func (p *program) wordsFlag(cmd *cobra.Command) {
	cmd.Flags().StringVar(&p.format, "format", "", "tsv, csv or json: a row for each place, with file, line, column and quote")
}

// warn says on standard error what did not stop the run.
func (p *program) warn(format string, args ...any) {
	fmt.Fprintln(p.stderr, "concord: warning: "+visible(fmt.Sprintf(format, args...)))
}

// note says on standard error, behind what was printed, how the command line was understood or what else
// there is.
func (p *program) note(format string, args ...any) {
	p.out.Flush() // an error stays, and run reports it
	fmt.Fprintln(p.stderr, "concord: "+visible(fmt.Sprintf(format, args...)))
}
