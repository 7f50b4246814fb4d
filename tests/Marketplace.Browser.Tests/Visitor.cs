using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Microsoft.Playwright;

namespace Marketplace.Browser.Tests;

/// <summary>One person before one browser window, who finds things by what they are called.</summary>
internal sealed class Visitor
{
    internal const string Password = "ganju-2026";

    private readonly Stage stage;
    private readonly ConcurrentQueue<string> console = new();
    private readonly ConcurrentQueue<string> faults = new();

    internal Visitor(IPage page, Stage stage)
    {
        Page = page;
        this.stage = stage;
        page.Console += (_, message) =>
        {
            console.Enqueue($"{message.Type}: {message.Text}");
            if (message.Type == "error" && !IsExpected(message.Text)) faults.Enqueue($"{page.Url} console: {message.Text}");
        };
        page.PageError += (_, error) => faults.Enqueue($"{page.Url} script: {error}");
        page.Request += (_, request) =>
        {
            var address = new Uri(request.Url);
            if (address.Scheme is "http" or "https" or "ws" or "wss" && address.Authority != stage.Address.Authority) faults.Enqueue($"{page.Url} asked a foreign host: {request.Url}");
        };
        page.Response += (_, response) =>
        {
            console.Enqueue($"{response.Status} {response.Request.Method} {response.Url}");
            if (response.Status >= 500) faults.Enqueue($"{page.Url} got {response.Status} from {response.Request.Method} {response.Url}");
        };
    }

    internal IPage Page { get; }

    internal string? UserName { get; private set; }

    internal IEnumerable<string> Console => console;

    internal IEnumerable<string> Faults => faults;

    /// <summary>Refusals this visitor provokes on purpose: the browser writes each to the console by itself.</summary>
    internal HashSet<int> ExpectedRefusals { get; } = [];

    /// <summary>Whether this visitor is cut off on purpose, which the browser writes to the console for each request.</summary>
    internal bool ExpectsNoNetwork { get; set; }

    internal async Task SignIn(string userName)
    {
        UserName = userName;
        await Open("/sign-in");
        await FillSignIn(userName);
        await Page.WaitForURLAsync(address => !address.Contains("/sign-in", StringComparison.Ordinal));
        await Heading().WaitForAsync();
    }

    /// <summary>Signs in without the page, for tests that are about another page.</summary>
    internal async Task SignInAtOnce(string userName)
    {
        UserName = userName;
        var answer = await Page.APIRequest.PostAsync("/api/session", new() { DataObject = new { userName, password = Password } });
        if (!answer.Ok) throw new InvalidOperationException($"{userName} was not let in: {await answer.TextAsync()}");
        await Page.APIRequest.GetAsync("/api/session");
    }

    /// <summary>Does by the API what another test does by clicking.</summary>
    internal async Task<JsonNode> Post(string path, object body)
    {
        var cookies = await Page.Context.CookiesAsync();
        var token = Uri.UnescapeDataString(cookies.Single(cookie => cookie.Name == "mp-csrf").Value);
        var headers = new Dictionary<string, string> { ["X-CSRF"] = token, ["Idempotency-Key"] = Guid.NewGuid().ToString() };
        var answer = await Page.APIRequest.PostAsync(path, new() { DataObject = body, Headers = headers });
        var text = await answer.TextAsync();
        return answer.Ok ? JsonNode.Parse(text)! : throw new InvalidOperationException($"{path} was refused: {text}");
    }

    internal async Task<JsonNode> Get(string path)
    {
        var answer = await Page.APIRequest.GetAsync(path);
        var text = await answer.TextAsync();
        return answer.Ok ? JsonNode.Parse(text)! : throw new InvalidOperationException($"{path} was refused: {text}");
    }

    /// <summary>By the page's own switch; a page without one, such as the wall, follows what the device remembers.</summary>
    internal async Task SpeakEnglish()
    {
        var choice = Button("English").Or(Link("English"));
        if (await choice.CountAsync() > 0)
        {
            await choice.First.ClickAsync();
            return;
        }

        await Page.EvaluateAsync("localStorage.setItem('mp-language', 'en')");
        await Page.ReloadAsync();
    }

    /// <summary>Large letters on or off, as the page's own switch does, without opening the page anew.</summary>
    internal Task TakeLargeLetters(bool on) => Page.EvaluateAsync("(on) => document.documentElement.classList.toggle('elder', on)", on);

    /// <summary>Waits until the page has its heading and asks for nothing more.</summary>
    internal async Task Settles()
    {
        await Heading().First.WaitForAsync();
        await Assertions.Expect(Page.GetByText(Words("^(正在读取|Loading)$"))).ToHaveCountAsync(0);
        // An answer may bring a piece of the page that asks anew: some frames in a row without a question are enough.
        await Page.EvaluateAsync(
            """
            async () => {
              const frame = () => new Promise((done) => requestAnimationFrame(done));
              for (let quiet = 0; quiet < 6; quiet = globalThis.asked ? 0 : quiet + 1) await frame();
            }
            """);
        await Assertions.Expect(Page.GetByText(Words("^(正在读取|Loading)$"))).ToHaveCountAsync(0);
    }

    /// <summary>
    /// What makes a narrow screen scroll sideways, the innermost pieces first; empty when nothing does. The page is given
    /// some frames to lay itself out in its new width.
    /// </summary>
    internal Task<string> TooWide(int width) => Page.EvaluateAsync<string>(
        """
        async (width) => {
          const frame = () => new Promise((done) => requestAnimationFrame(done));
          for (let left = 60; left > 0 && document.scrollingElement.scrollWidth > width; left--) await frame();
          if (document.scrollingElement.scrollWidth <= width) return '';
          const out = [...document.querySelectorAll('body *')].filter((one) => one.getBoundingClientRect().right > width + 0.5);
          const fixed = (one) => one.closest('nav');
          return document.scrollingElement.scrollWidth + ' px: ' + out.filter((one) => !fixed(one)).slice(-4).map((one) => one.outerHTML.slice(0, 200)).join(' | ');
        }
        """, width);

    /// <summary>Types name and password and presses the button, on the sign-in page that is open.</summary>
    internal async Task FillSignIn(string userName)
    {
        await Page.GetByRole(AriaRole.Textbox, new() { NameRegex = Words("用户名|User name") }).FillAsync(userName);
        await Page.GetByLabel(Words("^(密码|Password)$")).FillAsync(Password);
        await Page.GetByRole(AriaRole.Main).GetByRole(AriaRole.Button, new() { NameRegex = Words("^(登录|Sign in)$") }).ClickAsync();
    }

    internal Task Open(string path) => Page.GotoAsync(path, new() { WaitUntil = WaitUntilState.DOMContentLoaded });

    internal ILocator Heading() => Page.GetByRole(AriaRole.Heading, new() { Level = 1 });

    internal ILocator Button(string name, bool exact = true) => Page.GetByRole(AriaRole.Button, new() { Name = name, Exact = exact });

    internal ILocator Link(string name, bool exact = true) => Page.GetByRole(AriaRole.Link, new() { Name = name, Exact = exact });

    internal ILocator Field(string label) => Page.GetByLabel(label, new() { Exact = true });

    /// <summary>A field whose label carries a word more, such as 选填.</summary>
    internal ILocator FieldLike(string label) => Page.GetByLabel(label);

    internal ILocator Text(string text, bool exact = false) => Page.GetByText(text, new() { Exact = exact });

    internal ILocator Dialog() => Page.GetByRole(AriaRole.Dialog);

    internal Task Press(string button) => Button(button).ClickAsync();

    internal Task Follow(string link) => Link(link).ClickAsync();

    internal Task Fill(string label, string value) => Field(label).FillAsync(value);

    internal Task Choose(string label, string option) => Field(label).SelectOptionAsync(new SelectOptionValue { Label = option });

    internal Task Sees(string text) => Assertions.Expect(Text(text).First).ToBeVisibleAsync();

    internal Task SeesNot(string text) => Assertions.Expect(Text(text)).ToHaveCountAsync(0);

    internal Task SeesHeading(string text) => Assertions.Expect(Heading()).ToContainTextAsync(text);

    /// <summary>Presses a button and the button of the same name in the window that asks once more.</summary>
    internal async Task PressTwice(string button)
    {
        await Press(button);
        await Dialog().GetByRole(AriaRole.Button, new() { Name = button, Exact = true }).ClickAsync();
        await Assertions.Expect(Dialog()).ToHaveCountAsync(0);
    }

    /// <summary>Opens the page anew until it shows what follows a fact; people press reload too.</summary>
    internal async Task Until(Func<Task<bool>> holds, string what)
    {
        for (var watch = System.Diagnostics.Stopwatch.StartNew(); !await holds();)
        {
            if (watch.ElapsedMilliseconds > Stage.Patience) throw new TimeoutException($"It did not come true within {Stage.Patience} ms: {what}");
            await Page.ReloadAsync(new() { WaitUntil = WaitUntilState.NetworkIdle });
        }
    }

    /// <summary>Presses what downloads and gives the file.</summary>
    internal async Task<(string Name, byte[] Bytes)> Download(Func<Task> act)
    {
        var download = await Page.RunAndWaitForDownloadAsync(act);
        await using var stream = await download.CreateReadStreamAsync();
        using var copy = new MemoryStream();
        await stream.CopyToAsync(copy);
        return (download.SuggestedFilename, copy.ToArray());
    }

    private static System.Text.RegularExpressions.Regex Words(string pattern) => new(pattern);

    private bool IsExpected(string text) =>
        (ExpectsNoNetwork && text.Contains("net::ERR_INTERNET_DISCONNECTED", StringComparison.Ordinal))
        || ExpectedRefusals.Any(status => text.Contains($"the server responded with a status of {status}", StringComparison.Ordinal));
}
